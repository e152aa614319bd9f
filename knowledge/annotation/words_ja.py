"""Japanese word lists of the annotation."""

from knowledge.annotation.reading import PronounKind
from knowledge.wordlists import listed

SURU_VERBS = listed(
    "主張 指摘 説明 強調 提案 提言 提唱 要求 推定 推計 試算 予測 予想 批判 警告 懸念 反論 支持 "
    "発表 報告 表明 提示 分析 評価 示唆 勧告 推奨 力説 反対 賛成 断言 公表 要請 "
    "証言 言及 擁護 危惧 期待 提起"
)
"""Nouns that are speech verbs with する."""

OTHER_VERBS = {
    "述べる": r"述べ(?:る|た|て(?:いる|いた|います|いました)|ます|ました)",
    "訴える": r"訴え(?:る|た|て(?:いる|いた|います|いました)|ます|ました)",
    "求める": r"求め(?:る|た|て(?:いる|いた|います|いました)|ます|ました)",
    "考える": r"考え(?:る|た|て(?:いる|いた|います|いました)|ます|ました)",
    "伝える": r"伝え(?:る|た|て(?:いる|いた|います|いました)|ます|ました)",
    "唱える": r"唱え(?:る|た|て(?:いる|いた|います|いました)|ます|ました)",
    "論じる": r"論じ(?:る|た|て(?:いる|いた|います|いました)|ます|ました)",
    "報じる": r"報じ(?:る|た|て(?:いる|いた|います|いました)|ます|ました)",
    "見積もる": r"見積も(?:る|った|って(?:いる|いた|います|いました)|ります|りました)",
    "語る": r"語(?:る|った|って(?:いる|いた|います|いました)|ります|りました)",
    "話す": r"話(?:す|した|して(?:いる|いた|います|いました)|します|しました)",
    "記す": r"記(?:す|した|して(?:いる|いた|います|いました)|します|しました)",
    "呼びかける": r"呼び(?:かけ|掛け)(?:る|た|て(?:いる|いた|います|いました)|ます|ました)",
    "挙げる": r"挙げ(?:る|た|て(?:いる|いた|います|いました)|ます|ました)",
    "掲げる": r"掲げ(?:る|た|て(?:いる|いた|います|いました)|ます|ました)",
    "位置づける": r"位置(?:づけ|付け)(?:る|た|て(?:いる|いた|います|いました)|ます|ました)",
    "立場を取る": r"立場を(?:取|と)(?:る|った|って(?:いる|いた|います|いました)|ります)",
    "明らかにする": r"明らかに(?:する|した|して(?:いる|いた|います|いました)|しました)",
    "とする": r"と(?:する|した|して(?:いる|いた|います|いました)|しています)",
    "とみる": r"と(?:みる|みた|みて(?:いる|いた|います|いました)|見る|見て(?:いる|います))",
    "と言う": r"と(?:言う|言った|言って(?:いる|います)|言いました|いいます)",
}
"""Dictionary form and its forms at the end of a clause."""

SURU_FORMS = (
    r"(?:する|した|して(?:いる|いた|います|いました|きた|おり)|します|しました|すべきだとした)?"
)

HEARSAY = (
    r"と(?:され(?:る|た|ている|ていた|ます|ました|ています)"
    r"|(?:言|い)われ(?:る|ている|ています)|み(?:られる|られている|られます|られています)"
    r"|見られ(?:る|ている|ています))"
    r"|(?:推定|推計|試算|予測)され(?:る|た|ている|ていた|ます|ました|ています)"
)
"""Said, with nobody named who said it."""
PASSIVE = (
    r"(?:指摘|主張|強調|提案|提唱|説明|報告)され(?:る|た|ている|ていた|ます|ました|ています)"
    r"|論じられ(?:る|た|ている|ています)|挙げられ(?:る|た|ている|ています)"
)
"""Said by somebody named elsewhere."""
REPORTED = (
    r"(?:だ|る|た|い|ん)という(?:考え方?|見方|主張|立場|指摘|ねらい|狙い|見解)?(?:だ|です|である)?"
)
"""…だという, …という考え方だ: said by whoever spoke before."""
HEARSAY_NAMES = {
    "とさ": "とされる",
    "と言": "と言われる",
    "とい": "と言われる",
    "とみ": "とみられる",
    "と見": "とみられる",
}
RESTATEMENT = r"(?:つまり|すなわち|言い換えれば|要するに)[、，]"
AGENT_VERBS = frozenset(
    listed(
        "掲げる 挙げる 求める 提示する 評価する 期待する 支持する 分析する 発表する 要求する "
        "懸念する 位置づける 訴える 示唆する 公表する 予測する 予想する"
    )
)
NOT_AS_SPEECH = r"を[^、。「」ぁ-ん]{1,8}$"
"""…を目的とする: とする is no speech verb there."""

OPINION_NOUNS = listed("考え 見方 立場 主張 結論 見解 指摘 意見 予測 推計 認識 評価 懸念")
STATEMENT_NOUNS = listed(
    "指摘 推計 試算 説明 見方 主張 予測 調査 分析 推定 発表 見積もり 話 言葉 見解 報道 報告 研究"
)
"""Xの指摘では, Xの調査によると."""

DOCUMENT_NOUNS = listed(
    "提言書 提言 意見書 報告書 報告 論文 白書 記事 ブログ 声明 プレスリリース 文書 書簡 "
    "モデルカード 答申 レポート 社説 論考 寄稿 投稿 コメント 調査 研究"
)
"""Kinds of document; 調査 and 研究 count only with an owner's name."""

UNNAMED = listed(
    "研究 調査 専門家 専門家ら 報道 関係者 推計 試算 分析 アナリスト 研究者 研究者ら 識者 "
    "一部 業界関係者 観測筋 統計 データ 一説 資料"
)
UNNAMED_PREFIX = (
    r"(?:ある|複数の|最近の|近年の|最新の|多くの|別の|過去の|一部の|これまでの|各種の?)*"
)

MEDIA = listed(
    "VentureBeat Reuters Bloomberg TechCrunch Wired Politico Axios CNN BBC CNBC AP AFP ロイター "
    "ブルームバーグ 共同通信 時事通信 NHK 日経 朝日新聞 読売新聞 毎日新聞 産経新聞 日本経済新聞"
)
MEDIA_ENDING = r"(?:新聞|通信社|通信|紙|誌|放送|テレビ)$"

AGENT_ENDING = (
    r"(?:企業|会社|社|大手|側|勢|政府|政権|省|局|庁|室|院|会議|委員会|協会|学会|団体|機関|大学|研究所|"
    r"研究者|専門家|氏|さん|教授|博士|長官|大統領|首相|大臣|議員|議会|代表|所長|会長|社長|担当者|関係者|開発者|支持者|当局者|経営者|"
    r"連盟|連合|財団|組合|業界|各社|両社|メディア|ビッグテック|シンクタンク|支持派|反対派|派|国|"
    r"チーム|グループ|ホワイトハウス|機構|銀行|裁判所|CEO|CTO|[A-Z]{2,}|"
    r"Inc|Corp|Ltd|LLC|Institute|University|Foundation|Office|Commission|Council|Agency)[)）]?$"
)
"""What the name of a person or body ends in, beside names in Latin letters."""

NAME = r"[A-Z][A-Za-z0-9.&'’-]*(?: [A-Z][A-Za-z0-9.&'’-]*){0,5}(?:[(（][^()（）]{1,20}[)）])?"

NOT_AGENTS = frozenset(listed("AI GDP IT LLM API OSS PDF RFI CPU GPU DX IoT GitHub"))
"""Latin words that name things."""

PRONOUNS: dict[str, PronounKind] = {
    "同社": "organisation",
    "同団体": "organisation",
    "同協会": "organisation",
    "同委員会": "organisation",
    "同省": "organisation",
    "同局": "organisation",
    "同庁": "organisation",
    "同機関": "organisation",
    "同財団": "organisation",
    "同大学": "organisation",
    "同大": "organisation",
    "同行": "organisation",
    "同氏": "person",
    "同教授": "person",
    "彼": "person",
    "彼女": "person",
    "彼ら": "plural",
    "両社": "plural",
    "これら": "thing",
    "それら": "thing",
    "これ": "thing",
    "それ": "thing",
}
SELF = r"(?:この|本)(?:資料|記事|稿|書|レポート|ページ|文書|報告書|連載|章|節)"
"""The source speaking of itself."""
DEMONSTRATIVE = r"(?:この|その|同|こうした|そうした|これらの|それらの)"

OPENERS = listed(
    "一方で 一方 しかし だが また さらに 特に とくに つまり でも けれど だからこそ なお "
    "ただし もっとも そして そこで そのため このため したがって 加えて 例えば たとえば 実際 "
    "むしろ しかも 同時に これに対し これに対して 他方 その上で そのうえで まず 次に 最後に"
)

DETERMINERS = r"(?:ある|別の|もう一つの|もう1つの|いくつかの)"
STANCE = (
    r"(?:できない|べきである|べきだ|ならない|望ましい|たい|よい|いけない|しれない|と思う"
    r"|と思います)[。．]?$"
)
"""Ends of sentences in which the writer speaks, so that no subject is missed."""
NOT_TOPICS = listed(
    "実際 今 今日 現在 最近 本来 以前 当初 近年 次 一方 これまで 場合 結果 時 際 限り とき ここ "
    "今回 今後 昨年 今年 来年 従来 通常 本当 具体的に"
)
"""Ends of phrases that は marks without making them the subject."""
