-- compare.requirements_by_handling
-- 取扱類型ごとの保護の要件（列は要件、値はそれを求める案件数。類型ごとの様式にある要件はその類型に、ほかは案件の全類型に数える） / Safeguards required by handling: a column for each requirement, with the number of items that require it; what a form requires counts for what the form is for, anything else for all handlings of its item
--   ward: 区 / Ward
--   handling: 取扱類型 / Handling (code_handling)
--   items: 案件数 / Number of items with the handling
--   items_with_safeguards: 保護措置が読めた案件数 / Of these, items of which safeguards are known
--   iso27001: ISO27001（ISMS） / ISO 27001 (ISMS)
--   p_mark: プライバシーマーク / Privacy Mark
--   ismap: ISMAP / ISMAP
--   encryption: 暗号化 / Encryption
--   domestic_data_centre: 国内のデータセンター / Data centre or server in the country
--   deletion: 消去・廃棄 / Deletion
--   deletion_certificate: 消去・廃棄の証明・報告書 / Certificate or report of deletion
--   unannounced_inspection: 抜き打ち検査 / Unannounced inspection
--   inspection: 検査・立入・実地調査 / Inspection
--   closed_network: 閉域網・専用回線・LGWAN / Closed network
--   two_factor: 二要素認証 / Two-factor authentication
--   access_control: ID・パスワード・権限 / Identification, passwords, rights
--   logging: 操作記録 / Logging
--   incident_report: 事故・不正アクセスの報告 / Report of incidents
--   subcontracting_limit: 再委託の制限 / Limits on subcontracting
--   oath: 誓約書 / Written oath
--   training: 研修・教育 / Training
--   notice: 本人への周知・同意 / Notice to or consent of the persons
--   backup: バックアップ / Backup
--   physical_security: 施錠・入退室管理 / Locks and control of entry
--   malware_protection: ウイルス・不正アクセス対策 / Protection from malware and intrusion
WITH required AS (
    SELECT DISTINCT i.ward, h.handling, h.item_id, r.requirement
    FROM item_handlings h JOIN items i USING (item_id)
    JOIN compare.requirements r ON r.item_id = h.item_id AND (r.handling IS NULL OR r.handling = h.handling)
),
counted AS (SELECT ward, handling, requirement, count(*) AS items FROM required GROUP BY ALL),
handled AS (
    SELECT
        i.ward, h.handling, count(*) AS items,
        count(*) FILTER (EXISTS (FROM item_safeguards s WHERE s.item_id = h.item_id AND (s.handling IS NULL OR s.handling = h.handling))) AS items_with_safeguards
    FROM item_handlings h JOIN items i USING (item_id) GROUP BY ALL
)
SELECT
    h.ward, h.handling, any_value(h.items) AS items, any_value(h.items_with_safeguards) AS items_with_safeguards,
    coalesce(max(c.items) FILTER (c.requirement = 'iso27001'), 0) AS iso27001,
    coalesce(max(c.items) FILTER (c.requirement = 'p_mark'), 0) AS p_mark,
    coalesce(max(c.items) FILTER (c.requirement = 'ismap'), 0) AS ismap,
    coalesce(max(c.items) FILTER (c.requirement = 'encryption'), 0) AS encryption,
    coalesce(max(c.items) FILTER (c.requirement = 'domestic_data_centre'), 0) AS domestic_data_centre,
    coalesce(max(c.items) FILTER (c.requirement = 'deletion'), 0) AS deletion,
    coalesce(max(c.items) FILTER (c.requirement = 'deletion_certificate'), 0) AS deletion_certificate,
    coalesce(max(c.items) FILTER (c.requirement = 'unannounced_inspection'), 0) AS unannounced_inspection,
    coalesce(max(c.items) FILTER (c.requirement = 'inspection'), 0) AS inspection,
    coalesce(max(c.items) FILTER (c.requirement = 'closed_network'), 0) AS closed_network,
    coalesce(max(c.items) FILTER (c.requirement = 'two_factor'), 0) AS two_factor,
    coalesce(max(c.items) FILTER (c.requirement = 'access_control'), 0) AS access_control,
    coalesce(max(c.items) FILTER (c.requirement = 'logging'), 0) AS logging,
    coalesce(max(c.items) FILTER (c.requirement = 'incident_report'), 0) AS incident_report,
    coalesce(max(c.items) FILTER (c.requirement = 'subcontracting_limit'), 0) AS subcontracting_limit,
    coalesce(max(c.items) FILTER (c.requirement = 'oath'), 0) AS oath,
    coalesce(max(c.items) FILTER (c.requirement = 'training'), 0) AS training,
    coalesce(max(c.items) FILTER (c.requirement = 'notice'), 0) AS notice,
    coalesce(max(c.items) FILTER (c.requirement = 'backup'), 0) AS backup,
    coalesce(max(c.items) FILTER (c.requirement = 'physical_security'), 0) AS physical_security,
    coalesce(max(c.items) FILTER (c.requirement = 'malware_protection'), 0) AS malware_protection
FROM handled h LEFT JOIN counted c USING (ward, handling)
GROUP BY h.ward, h.handling
ORDER BY h.handling, h.ward
