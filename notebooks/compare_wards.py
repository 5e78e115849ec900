"""The wards side by side, with pandas and plots: `marimo edit notebooks/compare_wards.py` (needs the extra `notebook`).

Another file than the default warehouse: `marimo edit notebooks/compare_wards.py -- --warehouse data/warehouse/demo.duckdb`.
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="区の比較 / The wards side by side")


@app.cell
def _():
    import marimo as mo
    import matplotlib.pyplot as plt
    import matplotlib_fontja
    import pandas as pd

    from pipeline.frames import Frames
    from pipeline.sample.measure import wilson

    matplotlib_fontja.japanize()
    plt.rcParams["figure.dpi"] = 110
    return Frames, mo, pd, plt, wilson


@app.cell
def _(mo):
    warehouse = mo.cli_args().get("warehouse")
    return (warehouse,)


@app.cell
def _(Frames, mo, warehouse):
    data = Frames(warehouse)
    meta = data.query("SELECT name, value FROM meta").set_index("name")["value"]
    mo.md(
        f"""
        # 区の比較 / The wards side by side

        収録内容 `{meta["content_hash"]}`（{meta["built_at"][:10]}作成）。数字は収録した範囲の比較である。
        / Content `{meta["content_hash"]}`, built on {meta["built_at"][:10]}: what was loaded of each ward is compared.
        """
    )
    return data, meta


@app.cell
def _(data):
    coverage = data.table("codebook.coverage")
    coverage
    return (coverage,)


@app.cell
def _(data):
    def labels(table):
        """Codes of a code table with their Japanese names."""
        return data.query(f"SELECT code, label_ja FROM code_{table}").set_index("code")["label_ja"]

    items = data.table("compare.item_facts").assign(kind_ja=lambda rows: rows["kind"].astype("string").map(labels("kind")))
    by_kind = items.pivot_table(index="ward", columns="kind_ja", values="item_id", aggfunc="count", fill_value=0, observed=True)
    by_kind
    return by_kind, items, labels


@app.cell
def _(items, pd, wilson):
    decided = items[items["decided"]].groupby("ward")["with_conditions"].agg(decided="size", with_conditions="sum")
    shares = [wilson(int(row.with_conditions) / int(row.decided), int(row.decided)) for row in decided.itertuples()]
    conditions = decided.join(pd.DataFrame(shares, index=decided.index))
    conditions
    return (conditions,)


@app.cell
def _(data):
    required = (
        data.query(
            "SELECT i.ward, p.label_ja AS requirement, count(DISTINCT r.item_id) AS items FROM compare.requirements r "
            "JOIN items i USING (item_id) JOIN compare.requirement_patterns p USING (requirement) GROUP BY ALL"
        )
        .pivot_table(index="requirement", columns="ward", values="items", fill_value=0)
        .astype(int)
    )
    required = required.loc[required.sum(axis=1).sort_values(ascending=False).index]
    required
    return (required,)


@app.cell
def _(data):
    themes = (
        data.query(
            "SELECT q.ward, coalesce(p.label_ja, 'その他') AS theme, count(DISTINCT q.turn_id) AS questions "
            "FROM compare.question_themes q LEFT JOIN compare.question_theme_patterns p USING (theme) GROUP BY ALL"
        )
        .pivot_table(index="theme", columns="ward", values="questions", fill_value=0)
        .astype(int)
    )
    themes = themes.loc[themes.sum(axis=1).sort_values().index]
    themes
    return (themes,)


@app.cell
def _(by_kind, conditions, plt, required, themes):
    overview, ((one, two), (three, four)) = plt.subplots(2, 2, figsize=(13, 10), layout="constrained")
    by_kind.plot.barh(stacked=True, ax=one, title="案件の種類 / Items by kind", xlabel="件数 / items", ylabel="")
    one.legend(fontsize="small", title=None)

    middle = conditions["value"].astype(float)
    away = [middle - conditions["low"], conditions["high"] - middle]
    two.barh(conditions.index, middle, xerr=away, color="tab:orange", capsize=4)
    for ward, row in conditions.iterrows():
        two.annotate(f"{row.with_conditions} / {row.decided}", (0.99, ward), ha="right", va="center", fontsize="small")
    two.set(title="条件・意見付きの割合（95%区間） / Approved on condition", xlim=(0, 1))

    three.imshow(required.to_numpy(), cmap="Blues", aspect="auto")
    three.set_xticks(range(required.shape[1]), required.columns)
    three.set_yticks(range(required.shape[0]), required.index, fontsize="small")
    three.set_title("求めた保護の要件（案件数） / Required safeguards (items)")
    most = required.to_numpy().max(initial=0)
    for y, row in enumerate(required.itertuples(index=False)):
        for x, count in enumerate(row):
            three.text(x, y, count, ha="center", va="center", color="white" if count > most / 2 else "black")

    themes.plot.barh(ax=four, title="質問の主題 / Themes of questions", xlabel="質問の数 / questions", ylabel="")
    four.legend(fontsize="small", title=None)
    overview
    return (overview,)


@app.cell
def _(data):
    accuracy = data.query(
        "SELECT table_name, column_name, basis, measure, figure, low, high, n, what_ja FROM codebook.accuracy ORDER BY figure, table_name"
    )
    accuracy
    return (accuracy,)


@app.cell
def _(data):
    gaps = data.table("codebook.known_gaps")
    gaps
    return (gaps,)


if __name__ == "__main__":
    app.run()
