-- compare.requirement_patterns
-- 保護措置の要件の見分け方（compare.foldedした文に対する正規表現） / How required safeguards are recognised: regular expressions on compare.folded(text)
--   requirement: 要件 / Requirement
--   label_ja: 日本語の名 / Label in Japanese
--   label_en: 英語の名 / Label in English
--   pattern: 正規表現 / Regular expression
FROM (VALUES
    ('iso27001', 'ISO27001（ISMS）', 'ISO 27001 (ISMS)', 'iso(/iec)?-?2700\d|isms'),
    ('p_mark', 'プライバシーマーク', 'Privacy Mark', 'プライバシー[・]?マーク|pマーク|jisq15001'),
    ('ismap', 'ISMAP', 'ISMAP', 'ismap'),
    ('encryption', '暗号化', 'Encryption', '暗号|ssl|tls|aes'),
    ('domestic_data_centre', '国内のデータセンター', 'Data centre or server in the country', '国内.{0,12}(サーバ|センター|クラウド|リージョン|もの|設置|所在|保管|保存)|(サーバ|センター|クラウド|リージョン|データ).{0,25}国内'),
    ('deletion_certificate', '消去・廃棄の証明・報告書', 'Certificate or report of deletion', '(消去|削除|廃棄|破棄|抹消).{0,10}(証明|報告|完了届)|(消し|消した).{0,4}証'),
    ('unannounced_inspection', '抜き打ち検査', 'Unannounced inspection', '抜き?打|予告(なし|なく|無|せず)'),
    ('inspection', '検査・立入・実地調査', 'Inspection', '検査|立入|立ち入|実地調査|実地確認|監査'),
    ('closed_network', '閉域網・専用回線・LGWAN', 'Closed network', 'lgwan|閉域|専用.{0,2}回線|vpn|独立した.{0,10}ネットワーク|外部.{0,8}接続しない'),
    ('two_factor', '二要素認証', 'Two-factor authentication', '[二2多]要素|[二2]段階認証'),
    ('access_control', 'ID・パスワード・権限', 'Identification, passwords, rights', 'パスワード|暗証番号|アクセス(権|制御|制限)|権限'),
    ('logging', '操作記録', 'Logging', 'ログ([^イオア]|$)|操作記録|操作履歴|アクセス記録'),
    ('subcontracting_limit', '再委託の制限', 'Limits on subcontracting', '再委託'),
    ('oath', '誓約書', 'Written oath', '誓約'),
    ('training', '研修・教育', 'Training', '研修|教育を|教育の'),
    ('backup', 'バックアップ', 'Backup', 'バックアップ'),
    ('physical_security', '施錠・入退室管理', 'Locks and control of entry', '施錠|鍵|入退室|監視カメラ'),
    ('malware_protection', 'ウイルス・不正アクセス対策', 'Protection from malware and intrusion', 'ウ[イィ]ルス|ファイア?[ーウヤ]+ウ?ォ?ール|不正(な)?(アクセス|侵入|通信)|waf')
) AS t(requirement, label_ja, label_en, pattern)
