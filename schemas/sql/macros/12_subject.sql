-- What a heading of a statistics table is about, by its words (compare.folded); NULL where none of them tells.
CREATE MACRO compare.subject(words) AS
CASE WHEN regexp_matches(words, '審査請求|不服|審査会') THEN 'review'
     WHEN regexp_matches(words, '訂正') THEN 'correction'
     WHEN regexp_matches(words, '利用停止|中止|消去請求') THEN 'suspension'
     WHEN regexp_matches(words, '自己情報|開示') THEN 'self_disclosure'
     WHEN regexp_matches(words, '公開') THEN 'information_disclosure'
     WHEN regexp_matches(words, '委託|指定管理') THEN 'outsourcing'
     WHEN regexp_matches(words, '目的外') THEN 'secondary_use'
     WHEN regexp_matches(words, '提供|結合') THEN 'provision'
     WHEN regexp_matches(words, '事故|漏え?い|事務処理ミス') THEN 'incident'
     WHEN regexp_matches(words, '業務登録|登録簿|ファイル|業務の登録') THEN 'business_register' END;
