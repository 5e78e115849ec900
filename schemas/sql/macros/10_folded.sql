-- A text to match patterns on: lower case, full-width letters and digits as ASCII, without blanks.
CREATE MACRO compare.folded(words) AS
regexp_replace(lower(translate(words,
    '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ（）',
    '0123456789abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz()')), '[\s　]+', '', 'g');
