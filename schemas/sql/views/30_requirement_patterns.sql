-- compare.requirement_patterns
-- 保護措置の要件の見分け方（compare.foldedした文に対する正規表現） / How required safeguards are recognised: regular expressions on compare.folded(text)
--   requirement: 要件 / Requirement
--   label_ja: 日本語の名 / Label in Japanese
--   label_en: 英語の名 / Label in English
--   pattern: 正規表現 / Regular expression
FROM (VALUES
    ('iso27001', 'ISO27001（ISMS）', 'ISO 27001 (ISMS)', 'iso(/iec)?-?2700\d|isms|jisq27001'),
    ('p_mark', 'プライバシーマーク', 'Privacy Mark', 'プライバシー[・]?マーク|pマーク|jisq15001'),
    ('ismap', 'ISMAP', 'ISMAP', 'ismap'),
    ('encryption', '暗号化', 'Encryption', '暗号|ssl|tls|aes'),
    ('domestic_data_centre', '国内のデータセンター', 'Data centre or server in the country', '国内.{0,12}(サーバ|センター|クラウド|リージョン|もの|設置|所在|保管|保存)|(サーバ|センター|クラウド|リージョン|データ).{0,25}国内'),
    ('deletion', '消去・廃棄', 'Deletion', '消去|削除|廃棄|破棄|抹消|溶解|裁断|シュレッダー|(情報|データ|宛先)[^。]{0,24}消[しす]|消した'),
    ('deletion_certificate', '消去・廃棄の証明・報告書', 'Certificate or report of deletion', '(消去|削除|廃棄|破棄|抹消).{0,10}(証明|報告|完了届)|(消し|消した).{0,4}証'),
    ('unannounced_inspection', '抜き打ち検査', 'Unannounced inspection', '抜き?打|予告(なし|なく|無|せず)'),
    ('inspection', '検査・立入・実地調査', 'Inspection', '立入|立ち入|実地(調査|確認|検査)|監査|抜き?打ち?(で|の)?(調査|検査|点検|確認)|(^|[^ス])検査(する|でき|を行|を実施|を受け|に応じ|させ)'),
    ('closed_network', '閉域網・専用回線・LGWAN', 'Closed network', 'lgwan|閉域|専用.{0,2}回線|vpn|独立した.{0,10}ネットワーク|外部.{0,8}接続しない|インターネット(を|に|には)(経由|接続|介)(せず|しない|さず|さない)'),
    ('two_factor', '二要素認証', 'Two-factor authentication', '[二2多]要素|[二2]段階認証'),
    ('access_control', 'ID・パスワード・権限', 'Identification, passwords, rights', 'パスワード|暗証番号|アクセス(権|制御|制限)|アクセスできる(者|範囲)|アクセス(は|が)?(行え|でき)ない|閲覧制限|権限|(職員|者)(のみ|だけ|しか)[^。]{0,12}(利用|閲覧|操作|接続|共有|行う|入力)|端末(装置)?(から)?(のみ|だけ)[^。]{0,8}(接続|許可|アクセス)|(職員|者|端末)を[^。]{0,24}(に限[るり定]|だけと)'),
    ('logging', '操作記録', 'Logging', '(^|[^プブタロ])ログ([^イオアラ]|$)|操作の?(記録|履歴)|アクセスの?(記録|履歴)'),
    ('incident_report', '事故・不正アクセスの報告', 'Report of incidents', '(事故|漏え?い|漏洩|不正アクセス|インシデント)[^。]{0,30}(報告|通報)'),
    ('subcontracting_limit', '再委託の制限', 'Limits on subcontracting', '再委託'),
    ('oath', '誓約書', 'Written oath', '誓約'),
    ('training', '研修・教育', 'Training', '研修|教育(を|の|及び|・|訓練)'),
    ('notice', '本人への周知・同意', 'Notice to or consent of the persons', '本人[^。]{0,12}周知|周知(する|され|し|を図)|同意|承諾|意向を確認'),
    ('backup', 'バックアップ', 'Backup', 'バックアップ[^。]{0,14}(取得|実施|採取|保管|作成|行う|行い|取る|とる)'),
    ('physical_security', '施錠・入退室管理', 'Locks and control of entry', '施錠|(^|[^号開密通])鍵|入退[室館]|監視カメラ|有人警備|手荷物'),
    ('malware_protection', 'ウイルス・不正アクセス対策', 'Protection from malware and intrusion', 'ウ[イィ]ルス(対策|ソフト|チェック|検知|定義|駆除)|マルウェア|ファイア?[ーウヤ]+ウ?ォ?ール|waf|侵入検知|サンドボックス|セキュリティ(パッチ|ソフト)|ハッキング|攻撃|不正(な)?(アクセス|侵入|通信)[^。]{0,14}(防|遮断|対策|検知|監視)')
) AS t(requirement, label_ja, label_en, pattern)
