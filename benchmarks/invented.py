"""Rows of an invented warehouse of any size, made in bulk: three wards, ten years, words with the frequencies of a language.

Equal numbers give equal rows. Texts are drawn in batches and all else is made by DuckDB (`invented.sql`), so that memory stays
small whatever the size.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

BATCH = 20_000  # texts at a time
# Words that questions, safeguards and conditions are told apart by, the commonest first; after them words that nobody knows.
KNOWN = """
個人情報 システム 委託 情報 審議会 利用 事業者 対象者 区民 管理 提供 取扱い 業務 職員 同意 電話番号 住所 氏名 契約 目的
サーバ データ 保存 クラウド 項目 範囲 セキュリティ 回線 件数 条例 申請 期間 予算 効果 権限 閲覧 パスワード 再委託 暗号化 研修
データセンター 国内 消去 証明書 廃棄 報告 検査 立入 誓約書 施錠 ログ バックアップ 専用回線 LGWAN ISO27001 プライバシーマーク
ウイルス対策 二要素認証 ISMAP SMS 予告なし 抜き打ち 漏えい 費用 周知 承諾 理由 法律 根拠 インターネット 結合 実績
"""
KANJI = "見本仮想架空東西南北春夏秋冬山川海空花鳥風月石木林森田畑村町里道橋門宮寺城原野谷沢浜島港松竹梅桜藤菊光影音色形声糸布紙筆墨朱青白黒赤金銀銅鉄玉"
KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノマミムメモラリルレロ"
TAILS = ["の", "を", "に", "は", "が", "で", "と", "について", "から", "まで", "、", "も", "として"]
ENDS = ["します。", "いたします。", "でございます。", "です。", "でしょうか。", "と考えております。", "しておりません。"]


def vocabulary(size: int, seed: int) -> list[str]:
    """Words, the commonest first: known ones, then pairs of kanji and words in katakana."""
    draw = np.random.default_rng(seed)
    out = dict.fromkeys(KNOWN.split())
    while len(out) < size:
        letters, length = (KANJI, 2) if draw.random() < 0.6 else (KANA, int(draw.integers(3, 6)))
        out["".join(letters[n] for n in draw.integers(0, len(letters), length))] = None
    return list(out)


def texts(connection: duckdb.DuckDBPyConnection, count: int, seed: int) -> None:
    """The tables `words` (no from 1, word) and `said` (no from 0, text): texts of 100 characters on average, their words by
    Zipf's law."""
    words = np.array(vocabulary(30_000, seed), dtype=object)
    tails, ends = np.array(TAILS, dtype=object), np.array(ENDS, dtype=object)
    connection.execute("CREATE TEMP TABLE words AS SELECT generate_subscripts($1, 1) AS no, unnest($1) AS word", [list(words)])
    connection.execute("CREATE TEMP TABLE said (no BIGINT, text VARCHAR)")
    for first in range(0, count, BATCH):
        draw = np.random.default_rng((seed, first))
        sizes = np.clip(draw.lognormal(2.6, 0.8, min(BATCH, count - first)), 1, 400).astype(int)
        total = int(sizes.sum())
        parts = words[(len(words) ** draw.random(total)).astype(int) - 1]
        parts = parts + tails[draw.integers(0, len(tails), total)]
        last = np.cumsum(sizes)
        stops = np.union1d(np.flatnonzero(draw.random(total) < 0.15), last - 1)
        parts[stops] = parts[stops] + ends[draw.integers(0, len(ends), len(stops))]
        rows = ["".join(run) for run in np.split(parts, last[:-1])]
        incoming = pa.table({"no": np.arange(first, first + len(rows)), "text": pa.array(rows, pa.string())})
        connection.execute("INSERT INTO said SELECT * FROM incoming")
        del incoming


def fill(connection: duckdb.DuckDBPyConnection, turns: int, seed: int) -> None:
    """Rows for all tables of an empty warehouse: `turns` turns, a fiftieth as many items, 20 turns to a page."""
    items = max(15, turns // 50)
    texts(connection, turns + 12 * items, seed)
    sizes = {"turns": turns, "items": items, "meetings": max(3, items // 5), "seed": seed}
    for name, value in sizes.items():
        connection.execute(f"SET VARIABLE {name} = {int(value)}")
    for sql in (Path(__file__).parent / "invented.sql").read_text(encoding="utf-8").split(";\n"):
        if sql.strip():
            connection.execute(sql)
