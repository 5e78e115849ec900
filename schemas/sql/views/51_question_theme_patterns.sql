-- compare.question_theme_patterns
-- 質問の主題の見分け方（compare.foldedした文に対する正規表現） / How themes of questions are recognised: regular expressions on compare.folded(text)
--   theme: 主題 / Theme
--   label_ja: 日本語の名 / Label in Japanese
--   label_en: 英語の名 / Label in English
--   pattern: 正規表現 / Regular expression
FROM (VALUES
    ('collection', '収集の方法・根拠', 'How data are collected', '収集|取得|名簿を(取|徴)|集める'),
    ('consent', '同意・周知', 'Consent and information', '同意|承諾|了解|周知|本人に|説明して|お知らせ|ご案内|明記'),
    ('purpose', '目的・必要性', 'Purpose and need', '目的|必要性|なぜ|理由|趣旨'),
    ('scope', '項目・対象者の範囲', 'Scope of data and people', '(個人情報|記録|追加する|収集する)[^、。]{0,6}項目|対象者|範囲([^内]|$)|何人|件数|人数|どのような情報|どういった情報|選び出|抽出'),
    ('provision', '外部への提供・共有', 'Passing on and sharing', '外部提供|情報提供|提供先|共有|にも[^。]{0,8}流れ|渡[すし]'),
    ('contractor', '委託先の選定・監督', 'Choice and supervision of contractors', '委託|事業者|業者|会社|契約|派遣'),
    ('security', '安全管理', 'Security', 'セキュリティ|安全|暗号|漏え?い|漏洩|不正|パスワード|ウ[イィ]ルス|なりすまし'),
    ('retention', '保存・消去', 'Retention and deletion', '保存|保管|消去|削除|廃棄|破棄|終了後'),
    ('access', '利用者・権限', 'Users and rights', '権限|閲覧|アクセス(権|制|でき|する者)|誰が|だれが|更新者'),
    ('cloud', 'クラウド・回線・結合', 'Cloud, networks, links', 'クラウド|サーバ|回線|ネットワーク|インターネット|結合'),
    ('system', 'システム・ツール', 'Systems and tools', 'システム|ツール|オンライン|入力|インポート|バックアップ'),
    ('operation', '運用・体制', 'How it is run', 'ルール|役割分担|体制|運用|スキーム|立ち?会|指揮命令|取り?扱い(は|に)|扱いは|対応について|支援について|どういうふうに'),
    ('cost', '費用', 'Cost', '費用|予算|経費|金額|料金'),
    ('schedule', '時期・期間', 'Time', 'いつ(から|まで|頃|ごろ|に|です|実施)|時期|スケジュール|期限|(実施|開始|契約)期間'),
    ('effect', '効果・実績', 'Effect and results', '効果|実績|成果|メリット|改善|効率|省力'),
    ('law', '法令・手続', 'Law and procedure', '条例|法律|規則|条文|根拠|諮問|法体系')
) AS t(theme, label_ja, label_en, pattern)
