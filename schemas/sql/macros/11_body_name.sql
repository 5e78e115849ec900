-- The name of a body, to find it again in other papers: full-width letters and digits as ASCII, legal forms written out, blanks only
-- between words of ASCII.
CREATE MACRO compare.body_name(words) AS
regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(translate(words,
    '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ（）＆．　',
    '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz()&. ')),
    '㈱|\(株\)', '株式会社', 'g'), '㈲|\(有\)', '有限会社', 'g'), '([^\x00-\x7f])\s+', '\1', 'g'), '\s+([^\x00-\x7f])', '\1', 'g');
