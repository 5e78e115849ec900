-- codebook.columns
-- このファイルのすべての列とその意味 / Every column of this file and what it means
--   table_name: 表・ビュー（スキーマ付き） / Table or view, with its schema
--   column_name: 列 / Column
--   seq: 列の順 / Order of the column in its table
--   data_type: 型 / Type
--   about_ja: 説明（日本語） / Meaning in Japanese
--   about_en: 説明（英語） / Meaning in English
--   code_table: 符号の表（符号の列のみ） / Lookup table, of columns that hold codes
SELECT
    concat_ws('.', nullif(schema_name, 'main'), table_name) AS table_name, column_name, column_index AS seq, data_type,
    split_part(comment, ' / ', 1) AS about_ja, substr(comment, strpos(comment, ' / ') + 3) AS about_en,
    nullif(regexp_extract(comment, '\((code_\w+)\)', 1), '') AS code_table
FROM duckdb_columns() WHERE database_name = current_database() AND NOT internal
ORDER BY 1, 3
