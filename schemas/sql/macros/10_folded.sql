-- A text to match patterns on: lower case, full-width letters and digits as ASCII, without blanks. (Most names have none of these,
-- and to look is much faster than to translate.)
CREATE MACRO compare.folded(words) AS
CASE WHEN regexp_matches(words, '[\s　０-９Ａ-Ｚａ-ｚ（）]') THEN lower(translate(words,
    '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ（）' || E' 　\t\n\f\r',
    '0123456789abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz()')) ELSE lower(words) END;
