-- codebook.contents
-- このファイルの表とビュー（何の1行か、行数の見当） / The tables and views of this file, and what one row of each stands for
--   table_name: 表・ビュー（スキーマ付き） / Table or view, with its schema
--   kind: 種類（table／code／view） / table, code (lookup table) or view
--   about_ja: 説明（日本語） / Meaning in Japanese
--   about_en: 説明（英語） / Meaning in English
--   one_row_per: 1行が表すもの（主キーの列。ビューと検索索引はNULL） / What makes a row one: the columns of the primary key; NULL of views and of the search index
--   row_count: 行数（ビューはNULL） / Number of rows; NULL of views
WITH keys AS (
    SELECT schema_name, table_name, any_value(constraint_column_names) AS columns
    FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY' AND database_name = current_database() GROUP BY ALL
),
found AS (
    SELECT t.schema_name, t.table_name, CASE WHEN starts_with(t.table_name, 'code_') THEN 'code' ELSE 'table' END AS kind, t.comment,
        array_to_string(k.columns, ', ') AS one_row_per, t.estimated_size AS row_count
    FROM duckdb_tables() t LEFT JOIN keys k USING (schema_name, table_name) WHERE t.database_name = current_database() AND NOT t.internal
    UNION ALL
    SELECT schema_name, view_name, 'view', comment, NULL, NULL
    FROM duckdb_views() WHERE database_name = current_database() AND NOT internal
)
SELECT
    concat_ws('.', nullif(schema_name, 'main'), table_name) AS table_name, kind, split_part(comment, ' / ', 1) AS about_ja,
    substr(comment, strpos(comment, ' / ') + 3) AS about_en, one_row_per, row_count
FROM found
ORDER BY schema_name <> 'main', schema_name, kind DESC, table_name
