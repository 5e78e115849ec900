-- private_names
-- 文脈から私人と分かる人名（申請者・患者・事故の宛先など。名簿は使わない） / Names that their context marks as those of private persons (applicant, patient, addressee of an incident …); no list of names is used
--   mention_id: 固有表現ID / Mention
--   document_id: 文書ID / Document
--   name: 氏名（印字のまま） / Name as printed
--   reason: 判断の根拠（incident：事故・経緯の文、before・after：前後の語） / Why: incident (text of an incident or a course of events), before or after (words next to it)
--   context: 前後の文字 / Words around it
WITH named AS (
    SELECT
        m.mention_id, m.document_id, m.text AS name, b.owner_table,
        substr(w.words, greatest(m.char_start - 12, 0) + 1, least(m.char_start, 12)) AS before,
        substr(w.words, m.char_end + 1, 12) AS after
    FROM mentions m
    LEFT JOIN blocks b ON m.context_table = 'blocks' AND b.block_id = m.context_id
    LEFT JOIN turns t ON m.context_table = 'turns' AND t.turn_id = m.context_id,
    LATERAL (SELECT coalesce(b.text, t.text) AS words) w
    WHERE m.label = 'PERSON'
),
judged AS (
    SELECT *, CASE
        WHEN regexp_matches(after, '^[\s　]*(会長|副会長|委員|幹事|書記|教授|弁護士|[^\s　、。]{0,10}(課長|係長|部長|室長|所長|局長|次長|主査|主事|区長|議員))') THEN NULL
        WHEN owner_table IN ('incidents', 'events') THEN 'incident'
        WHEN regexp_matches(before, '(申請者|請求者|申込者|届出人|患者|相続人|被保険者|受給者|保護者|児童|生徒|園児|宛名|宛先|名宛人|受取人|被害者|相談者|本人|氏名)[^。]{0,6}$') THEN 'before'
        WHEN regexp_matches(after, '^(さん|様|氏|ちゃん|くん|君)?[^。、]{0,3}(本人|宛|あて|の保護者|の相続人|から申請|から請求)') THEN 'after'
        END AS reason
    FROM named
)
SELECT mention_id, document_id, name, reason, concat(before, name, after) AS context
FROM judged
WHERE reason IS NOT NULL
ORDER BY document_id, mention_id
