-- compare.hosting_patterns
-- データの置き場所の見分け方（compare.foldedした文に対する正規表現） / How it is recognised where data are put: regular expressions on compare.folded(text)
--   hosting: 置き場所 / Where the data are put; not_cloud: the text says that no cloud service is used
--   label_ja: 日本語の名 / Label in Japanese
--   label_en: 英語の名 / Label in English
--   pattern: 正規表現 / Regular expression
FROM (VALUES
    ('cloud', 'クラウドサービス', 'Cloud service', 'クラウド|saas|(^|[^a-z])(aws|azure|gcp|kintone|slack|zoom|webex|dropbox|salesforce)([^a-z]|$)|amazonwebservices|アマゾンウェブサービス|セールスフォース'),
    ('data_centre', '事業者のデータセンター', 'Data centre of a contractor', '(データ|計算|国内)センター'),
    ('not_cloud', 'クラウドではない', 'No cloud service', 'クラウド[^、。]{0,8}(とは(違|異)|で(は)?な[いく]|(を|は)?(使わ|使用しな|利用しな|用いな))')
) AS t(hosting, label_ja, label_en, pattern)
