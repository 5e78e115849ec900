"""One text set in many ways, with what a reader should make of it: `make_variant(VariantSpec(...))`."""

from specimens.variants.build import make_variant
from specimens.variants.spec import TruthPage, TruthTable, Variant, VariantSpec, VariantTruth

__all__ = ["TruthPage", "TruthTable", "Variant", "VariantSpec", "VariantTruth", "make_variant"]
