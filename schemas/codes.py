"""The code tables: every code column has a lookup table `code_<name>` with these rows."""

from __future__ import annotations

from typing import NamedTuple

from schemas.findings import Severity


class Code(NamedTuple):
    """A code with its labels; `description` says when it applies."""

    code: str
    ja: str
    en: str
    description: str = ""


class FindingCode(NamedTuple):
    """A code of a finding, its severity, and what a person should do."""

    code: str
    severity: Severity
    ja: str
    en: str
    description: str


def _codes(*rows: tuple[str, ...]) -> tuple[Code, ...]:
    return tuple(Code(*row) for row in rows)


CODES: dict[str, tuple[Code, ...]] = {
    "document_kind": _codes(
        ("minutes", "会議要録・会議録", "Minutes"),
        ("agenda", "次第・開催通知", "Agenda without papers"),
        ("papers", "諮問・報告資料", "Papers before a meeting"),
        ("agenda_with_minutes", "諮問・報告資料（前回要録を含む）", "Papers that contain the minutes of another meeting"),
        ("report", "報告書（年次報告など）", "Report"),
        ("rules", "条例・指針・要綱", "Rules"),
        ("other", "その他", "Other"),
    ),
    "text_layer": _codes(
        ("digital", "文字あり", "Characters that can be trusted"),
        ("scanned", "画像のみ", "Ink, but no characters"),
        ("mixed", "一部が画像", "Some pages have no characters"),
        ("garbled", "文字化け", "Characters that are not what is printed"),
        ("none", "文字も画像もなし", "No characters and no picture of text"),
    ),
    "text_source": _codes(
        ("digital", "PDFの文字情報", "The PDF's own characters"),
        ("ocr", "文字認識", "Optical character recognition"),
        ("none", "なし", "No text"),
    ),
    "status": _codes(
        ("loaded", "取込済み", "All text was read"),
        ("partial", "一部のみ", "Some or all of the text cannot be had"),
        ("rejected", "取込不可", "No page can be opened"),
    ),
    "error_code": _codes(
        ("encrypted", "暗号化", "A password is needed"),
        ("not_pdf", "PDFでない", "The bytes are no PDF"),
        ("empty_file", "空のファイル", "Zero bytes"),
        ("truncated", "途中で切れている", "The file is cut off"),
        ("malformed", "壊れている", "No page can be opened"),
        ("too_large", "大きすぎる", "More bytes or pages than allowed"),
        ("timeout", "時間切れ", "Reading took longer than allowed"),
        ("memory", "メモリ不足", "Reading took more memory than allowed"),
        ("crashed", "異常終了", "The reading process died"),
    ),
    "block_kind": _codes(
        ("heading", "見出し", "Heading"),
        ("paragraph", "段落", "Paragraph"),
        ("bullet", "箇条書き", "List item"),
        ("table", "表", "Table (its part on the page)"),
        ("form", "様式", "Form"),
        ("caption", "図表の題", "Caption"),
        ("note", "注", "Note"),
        ("figure_text", "図中の文字", "Text inside a figure"),
        ("stage", "議場の記録", "Stage note"),
    ),
    "paper_kind": _codes(
        ("agenda", "次第・目次", "Agenda or contents page"),
        ("minutes", "会議要録・会議録", "Minutes"),
        ("form", "総括表・個票・記録票", "Form"),
        ("paper", "諮問・報告資料", "Paper on an item"),
        ("report", "報告", "Report"),
        ("rules", "条例・指針・要綱", "Rules"),
        ("attachment", "添付資料", "Attachment"),
        ("slides", "説明スライド", "Slides"),
        ("other", "その他", "Other"),
    ),
    "ruling": _codes(
        ("full", "縦横の罫線", "Ruled both ways"),
        ("horizontal", "横罫線のみ", "Horizontal rules only"),
        ("none", "罫線なし", "No rules"),
    ),
    "accuracy_basis": _codes(
        ("annotated", "注釈済みの資料（製品の測定）", "Papers annotated by hand, on which the product was measured"),
        ("checked_sample", "この収録分から抽出して確認した標本", "A sample of this collection, checked by the operator"),
    ),
    "accuracy_measure": _codes(
        ("share", "正しい割合", "Share of right values"),
        ("f1", "F値（抜けと余分の両方を数える）", "F1: weighs what is missing against what is invented"),
        ("error_rate", "誤り率（小さいほどよい）", "Error rate: the less, the better"),
    ),
    "severity": _codes(
        ("error", "誤り", "Something is lost or wrong"),
        ("warning", "要確認", "Should be looked at"),
        ("info", "参考", "Good to know"),
    ),
    "run_status": _codes(
        ("completed", "完了", "Everything was loaded"),
        ("completed_with_rejections", "一部不可", "Some documents were rejected"),
        ("refused", "取込中止", "The load was refused and the old warehouse kept"),
        ("failed", "失敗", "The run failed"),
    ),
    "legal_regime": _codes(
        ("ordinance", "区の個人情報保護条例（令和5年3月31日まで）", "The ward's ordinance, to 2023-03-31"),
        ("act", "個人情報の保護に関する法律（令和5年4月1日から）", "The national Act, from 2023-04-01"),
    ),
    "attendance_status": _codes(("present", "出席", "Present"), ("absent", "欠席", "Absent")),
    "kind": _codes(
        ("consultation", "諮問", "Consultation"),
        ("report", "報告", "Report"),
        ("confirmation", "確認", "Confirmation"),
        ("general_report", "一般報告", "General report"),
        ("self_check", "自己点検", "Self-check"),
        ("material", "資料", "Material"),
    ),
    "outcome": _codes(
        ("no_objection", "異議なし了承", "No objection"),
        ("conditional", "条件付き了承", "Approved on condition"),
        ("approved", "承認", "Approved"),
        ("approved_with_opinion", "意見付き承認", "Approved with an opinion"),
        ("blanket_approval", "一括承認基準適用", "Falls under a blanket approval"),
        ("report_only", "報告のみ", "Report on which nothing is to be decided"),
        ("confirmed", "要録として決定", "Minutes confirmed"),
        ("declared", "公開等の決定", "Declared (open meeting …)"),
        ("pending", "審議前", "Decision in no paper yet"),
        ("rejected", "否", "Rejected"),
        ("deferred", "継続審議", "Deferred"),
    ),
    "procedure": _codes(
        ("consultation", "諮問", "Consultation of the council"),
        ("report", "報告", "Report to the council"),
        ("blanket_approval", "事前一括承認", "Blanket approval in advance"),
        ("self_check", "自己点検", "Self-check by the section"),
        ("steering_committee", "運営委員会", "Steering committee"),
        ("confirmation", "確認", "Confirmation of minutes and the like"),
        ("material", "資料配布", "Material on which nothing is asked"),
    ),
    "handling": _codes(
        ("entrustment", "業務の委託・外部委託", "Entrustment to a contractor"),
        ("dispatch", "労働者派遣・人材派遣", "Dispatched workers"),
        ("designated_management", "指定管理", "Designated management"),
        ("secondary_use", "目的外利用", "Use for another purpose"),
        ("external_provision", "外部提供", "Provision to an outside body"),
        ("computer_record", "電子計算組織への記録・電算入力", "Recording in a computer system"),
        ("external_link", "外部結合・電算結合", "Link to an outside system"),
        ("holding", "個人情報の保有", "Holding of personal information"),
        ("number_use", "個人番号の利用", "Use of the individual number"),
        ("pia", "特定個人情報保護評価", "Specific personal information protection assessment"),
        ("security_evaluation", "セキュリティ評価", "Security evaluation"),
        ("inspection", "実地調査・立入検査", "Inspection"),
        ("incident", "個人情報の事故", "Incident"),
        ("status_report", "運用状況", "Report on operation"),
        ("policy", "制度運用・条例改正・手引き", "Policy"),
        ("minutes", "要録", "Minutes"),
    ),
    "party": _codes(("ward", "区", "The ward"), ("contractor", "委託先・結合先", "The contractor")),
    "measure": _codes(
        ("access_control", "利用者認証・アクセス権限", "Authentication and access rights"),
        ("encryption", "暗号化", "Encryption"),
        ("closed_network", "閉域網・専用回線・LGWAN", "Closed network"),
        ("logging", "操作記録", "Logging"),
        ("malware_protection", "ウイルス・不正アクセス対策", "Protection from malware and intrusion"),
        ("physical_security", "入退室・施錠・データセンター", "Physical security"),
        ("deletion", "消去・返却", "Deletion and return"),
        ("contract", "契約・特記事項・誓約", "Contract terms"),
        ("supervision", "監督・検査・立会い", "Supervision and inspection"),
        ("certification", "第三者認証", "Certification"),
        ("training", "研修", "Training"),
        ("minimisation", "項目・利用の限定", "Minimisation"),
        ("information", "周知・同意", "Information and consent"),
        ("data_location", "データの所在（国内）", "Where the data are kept (in the country)"),
        ("backup", "バックアップ", "Backup"),
        ("media_control", "外部記録媒体の管理", "Control of media"),
        ("incident_response", "事故時の対応", "Incident response"),
        ("other", "その他", "Other"),
    ),
    "counterparty_role": _codes(
        ("contractor", "委託先", "Contractor"),
        ("link_partner", "結合先", "Link partner"),
        ("recipient", "提供先", "Recipient"),
        ("subcontractor", "再委託先", "Subcontractor"),
        ("dispatcher", "派遣元", "Dispatching company"),
        ("cloud_provider", "クラウド事業者", "Cloud provider"),
    ),
    "turn_kind": _codes(
        ("speech", "発言", "Speech"), ("stage", "議場の記録", "Stage note"), ("summary", "要旨の箇条", "Bullet of a summary")
    ),
    "speaker_class": _codes(
        ("chair", "会長", "Chair"),
        ("vice_chair", "副会長", "Vice-chair"),
        ("member", "委員", "Member"),
        ("official", "所管課", "Official"),
        ("secretariat", "事務局", "Secretariat"),
    ),
    "act": _codes(
        ("opening", "開会・閉会", "Opening or closing"),
        ("agenda", "進行", "Moving the agenda on"),
        ("explanation", "説明", "Explanation"),
        ("question", "質問", "Question"),
        ("answer", "答弁", "Answer"),
        ("comment", "意見", "Comment"),
        ("request", "要望", "Request"),
        ("acknowledgement", "了解", "Acknowledgement"),
        ("summary", "まとめ", "Summing up"),
        ("decision", "決定", "Decision"),
        ("stage", "議場の記録", "Stage note"),
        ("opinion", "意見（要旨）", "Opinion bullet"),
        ("result", "結果（要旨）", "Result bullet"),
    ),
    "method": _codes(
        ("next_official_turn", "次の所管課の発言", "The next turn of an official"),
        ("lexical", "語の一致", "Shared words"),
        ("position", "順序", "Position in the list"),
    ),
    "commitment_kind": _codes(
        ("request", "要望", "Request"), ("promise", "約束", "Promise"), ("condition", "条件", "Condition")
    ),
    "state": _codes(
        ("announced", "予告", "Only an agenda names it"),
        ("papers", "資料あり", "There are papers on it, no deliberation yet"),
        ("deliberated", "審議済み", "There is a deliberation, an opinion or a result"),
        ("answered", "対応報告あり", "A later item answers one of its conditions or promises"),
    ),
    "relation": _codes(
        ("approved", "承認済み", "It was approved"),
        ("reported", "報告済み", "It was reported"),
        ("changed", "変更・追加", "It is changed or added to"),
        ("confirmed", "要録の確認", "Its minutes are confirmed"),
        ("named", "言及", "It is named"),
    ),
    "review": _codes(
        ("open", "未確認", "Nobody has decided on it"),
        ("accepted", "了解", "A person has looked: it is so, and may stay so"),
        ("muted", "表示しない", "A person does not want to see it any more"),
        ("reopened", "再発", "A person has closed it, but it is found: again, or still"),
    ),
    "correction_state": _codes(
        ("applied", "適用", "It stands in the place of what was read"),
        ("agrees", "不要", "The papers say the same by now; the entry can go"),
        ("source_changed", "原文が変更", "It is applied, but the papers say something else than when it was made"),
        ("row_missing", "行がない", "There is no such row"),
        ("refused", "不適用", "It names a row that does not exist; it is not applied"),
    ),
    "decision": _codes(
        ("accepted", "了解", "It is so, and may stay so"),
        ("muted", "表示しない", "It is not shown any more"),
        ("closed", "解決済み", "It is mended; if it is found all the same, it is reopened"),
    ),
    "change": _codes(
        ("appeared", "追加", "The row is new"),
        ("changed", "変更", "Columns of the row say something else"),
        ("moved", "ID変更", "The same row stands under another id"),
        ("vanished", "消滅", "The row is gone"),
    ),
    "version": _codes(
        ("draft", "案", "Draft"),
        ("final", "確定", "Final"),
        ("corrected", "訂正版・差替え", "Corrected re-issue"),
        ("errata", "正誤表", "List of errors"),
    ),
    "part": _codes(
        ("agenda_entry", "次第の項目", "Entry of the agenda"),
        ("form", "様式", "Form"),
        ("paper", "資料", "Paper"),
        ("deliberation", "審議", "Deliberation"),
        ("opinion", "審議会意見", "Opinion"),
        ("report", "報告", "Report"),
        ("attachment", "添付資料", "Attachment"),
        ("reference", "言及", "Reference"),
    ),
    "concept": _codes(
        ("matter", "案件", "Matter"),
        ("department", "所管", "Department"),
        ("summary", "概要", "Summary"),
        ("purpose", "目的", "Purpose"),
        ("reason", "理由", "Reason"),
        ("start", "開始時期", "Start"),
        ("period", "期間", "Period"),
        ("personal_information", "個人情報の項目", "Personal-information items"),
        ("counterparty", "委託先・結合先・提供先", "Counterparty"),
        ("safeguards", "保護措置", "Safeguards"),
        ("system", "システム", "System"),
        ("current_process", "現行処理", "Current process"),
        ("attachments", "添付資料", "Attachments"),
        ("legal_basis", "根拠", "Legal basis"),
        ("registration_number", "業務登録番号", "Registration number of the business"),
        ("business", "業務の名称", "Business"),
        ("manager", "管理責任者", "Responsible manager"),
        ("method", "方法・形態", "Method"),
        ("effect", "処理の概要・効果", "Process and effect"),
        ("committee", "委員会", "Committee"),
        ("content", "内容", "Content"),
        ("events", "経緯", "Course of events"),
        ("response", "対応・再発防止", "Response"),
        ("cause", "原因", "Cause"),
        ("case", "類型・事例", "Type and case of a blanket approval"),
        ("comparison", "新旧対照", "Old and new words"),
        ("other", "その他", "Other"),
    ),
    "label": _codes(
        ("PERSON", "人名", "Person"), ("ROLE", "役職", "Role"), ("DEPARTMENT", "部署", "Department"),
        ("ORG_VENDOR", "事業者", "Vendor"), ("ORG_PUBLIC", "公的機関", "Public body"), ("SYSTEM", "システム・製品", "System"),
        ("LAW", "法令", "Law"), ("CONSULTATION_NO", "諮問番号", "Consultation number"), ("DATE", "日付", "Date"),
        ("TIME", "時刻", "Time"), ("MONEY", "金額", "Money"), ("QUANTITY", "数量", "Quantity"), ("PLACE", "場所", "Place"),
        ("PERSONAL_INFO_ITEM", "個人情報の項目", "Personal-information item"), ("SAFEGUARD", "保護措置", "Safeguard"),
        ("STANDARD", "規格・認証", "Standard"), ("HANDLING", "取扱類型", "Handling"), ("POPULATION", "対象者", "Population"),
    ),
}  # fmt: skip

FINDINGS: tuple[FindingCode, ...] = (
    FindingCode("document_rejected", "error", "取込不可", "Document rejected", "No page could be opened; the message says what to do."),
    FindingCode("no_text_layer", "error", "文字情報なし", "No text layer", "There is ink but no characters; the page needs OCR."),
    FindingCode("garbled_text", "error", "文字化け", "Garbled text", "The characters are not what is printed; ask for another copy."),
    FindingCode("page_unreadable", "error", "読めないページ", "Page unreadable", "This page could not be read; the others were."),
    FindingCode("repaired_file", "warning", "修復して読取", "Repaired file", "The file is damaged and was read after a repair."),
    FindingCode("page_count_differs", "error", "ページ数の不一致", "Page counts differ", "Two readers disagree on the number of pages."),
    FindingCode("char_count_differs", "warning", "文字数の不一致", "Character counts differ", "Two readers disagree on the characters of a page."),
    FindingCode("characters_lost", "error", "文字の欠落", "Characters lost", "Some characters of a page are in no block; a fault of the reader."),
    FindingCode("radicals_folded", "info", "部首文字の置換", "Radicals folded", "Radicals that stood for ordinary kanji were folded."),
    FindingCode("doubled_glyphs", "info", "重ね打ち文字", "Doubled glyphs", "Characters drawn twice were counted once."),
    FindingCode("cleaned_characters", "warning", "制御文字の除去", "Characters cleaned", "Control characters or surrogates were removed."),
    FindingCode("unmapped_glyphs", "warning", "対応のない字形", "Unmapped glyphs", "Some glyphs have no Unicode value."),
    FindingCode("hidden_text", "info", "見えない文字", "Hidden text", "Characters outside the page or invisible were left out."),
    FindingCode("text_in_picture", "info", "図中の文字", "Text in a picture", "A picture or drawing holds lines of text that were not read."),
    FindingCode("unknown_source", "warning", "区の判定不可", "Unknown source", "No configured council fits; only general rules were used."),
    FindingCode("no_meeting", "warning", "会議が特定できない", "No meeting", "No day and no session number was found."),
    FindingCode("unknown_term", "warning", "未知の用語", "Unknown term", "A term that the code tables do not know."),
    FindingCode("unknown_field", "warning", "未知の欄", "Unknown field", "A box of a form that the ward's table does not know."),
    FindingCode("unknown_header", "warning", "未知の表見出し", "Unknown header", "A table header that no parser knows."),
    FindingCode("sum_differs", "warning", "合計の不一致", "Sum differs", "A printed total is not the sum of its parts."),
    FindingCode("count_differs", "warning", "件数の不一致", "Count differs", "A stated count is not the number of rows found."),
    FindingCode("number_missing", "info", "番号の欠落", "Number missing", "A series of numbers has a hole."),
    FindingCode("contents_differ", "warning", "目次との不一致", "Contents differ", "The contents page and the items found do not agree."),
    FindingCode("attendance_differs", "warning", "出席数の不一致", "Attendance differs", "The stated attendance is not the length of the list."),
    FindingCode("ambiguous_speaker", "warning", "発言者の特定不可", "Ambiguous speaker", "A tag fits several persons."),
    FindingCode("unknown_speaker", "info", "名簿にない発言者", "Unknown speaker", "A speaker who is in no list of the paper."),
    FindingCode("marks_guessed", "info", "発言の印の推定", "Marks guessed", "Which marks begin turns was guessed; put them into the source's YAML."),
    FindingCode("displaced_text", "info", "位置のずれた文字", "Displaced text", "Text that seems to belong elsewhere."),
    FindingCode("duplicate_row", "warning", "重複", "Duplicate", "Two papers give the same row with different values."),
    FindingCode("wording_differs", "info", "文言の相違", "Wording differs", "Two papers word the same row differently; the first wording is kept."),
    FindingCode("version_differs", "info", "版による相違", "Versions differ", "A superseded version of a paper says something else; the newer version is kept."),
    FindingCode("erratum", "warning", "正誤", "Erratum", "A list of errors corrects a paper; the value of the paper is kept, correct it by hand where it matters."),
    FindingCode("turns_elsewhere", "info", "発言は別文書", "Turns elsewhere", "Another paper has the turns of this meeting; those are kept."),
    FindingCode("loose_reference", "warning", "参照先なし", "Loose reference", "A row named another row that does not exist; the name was taken out."),
    FindingCode("unknown_code", "error", "未知のコード", "Unknown code", "A value that its code table does not hold; a fault of the parser."),
    FindingCode("correction_open", "warning", "訂正の確認", "Correction to be looked at", "What a person corrected has changed in the papers, or its row is gone; look at data/corrections again."),
    FindingCode("no_item", "info", "案件なし", "No item", "No item was found in the document."),
    FindingCode("unassigned_text", "info", "未対応の文字", "Unassigned text", "Text that no row claims."),
    FindingCode("table_irregular", "info", "不整な表", "Irregular table", "A table whose grid does not close."),
    FindingCode("parser_failed", "error", "解析失敗", "Parser failed", "The parser failed on this document; its pages and text are loaded."),
)  # fmt: skip
ONE_A_PLACE = frozenset((
    "document_rejected", "no_text_layer", "garbled_text", "page_unreadable", "repaired_file", "page_count_differs",
    "char_count_differs", "characters_lost", "radicals_folded", "doubled_glyphs", "cleaned_characters", "unmapped_glyphs",
    "hidden_text", "unknown_source", "no_meeting", "marks_guessed", "turns_elsewhere", "no_item", "unassigned_text",
    "parser_failed", "correction_open",
))  # fmt: skip
"""Findings that are the same whatever they count or tell, as long as they are about the same page and row. Of the others one
place may have several, told apart by what they quote from the paper."""
SEVERITY: dict[str, Severity] = {f.code: f.severity for f in FINDINGS}
CODES["code"] = tuple(Code(f.code, f.ja, f.en, f.description) for f in FINDINGS)
