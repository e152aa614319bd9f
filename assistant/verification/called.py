"""What names and loanwords are also called, and loanwords that name nothing of their own."""

from knowledge.wordlists import listed

ALSO_CALLED = {
    "AI": ("artificial intelligence", "人工知能"),
    "EU": ("European Union", "欧州連合", "欧州"),
    "US": ("United States", "U.S.", "America", "米", "アメリカ"),
    "USA": ("United States", "米国", "アメリカ"),
    "UK": ("United Kingdom", "英国", "イギリス"),
    "UN": ("United Nations", "国連"),
    "GDP": ("gross domestic product", "国内総生産"),
    "R&D": ("research and development", "研究開発"),
    "TV": ("television", "テレビ"),
    "TVs": ("television", "テレビ"),
    "PC": ("personal computer", "パソコン"),
    "PCs": ("personal computer", "パソコン"),
    "EV": ("electric vehicle", "electric car", "電気自動車"),
    "EVs": ("electric vehicle", "electric car", "電気自動車"),
    "SMEs": ("small and medium", "small and mid", "中小企業"),
    "ER": ("emergency room", "救急"),
    "CEO": ("chief executive", "最高経営責任者"),
    "NGO": ("nongovernmental", "非政府組織"),
    "NGOs": ("nongovernmental", "非政府組織"),
    "kWh": ("kilowatt-hour", "キロワット時"),
    "MW": ("megawatt", "メガワット"),
    "GW": ("gigawatt", "ギガワット"),
    "IoT": ("internet of things", "モノのインターネット"),
    "LNG": ("liquefied natural gas", "液化天然ガス"),
    "IT": ("information technology", "情報技術"),
}
LOANWORDS = frozenset(
    listed(
        "アクセス アプローチ アンケート イベント イメージ インタビュー エラー オンライン "
        "ガイド カテゴリ カテゴリー グループ ケース コスト コピー コメント コラム サイズ "
        "サイト サービス サンプル システム スケジュール スタート ステップ スピード セクション "
        "セミナー センター ソフト タイトル タイプ ダウンロード チーム ツール テキスト テスト "
        "テーブル テーマ デメリット デジタル データ データセット トップ トピック トータル "
        "ドキュメント ニュース ニーズ ネット ノート パラグラフ パラメータ パラメーター "
        "パーセント パーセンテージ バランス バージョン ヒアリング ファイル フェーズ フォント "
        "フォントサイズ フォーマット プラン プログラム プロジェクト プロセス ベース ページ "
        "ペース ホームページ ポイント ポータル メッセージ メディア メモ メリット メンバー "
        "メール メールアドレス モデル ユーザ ユーザー ライン ラベル リスト リンク ルール "
        "レベル レポート ワード "
        "ピーク シェア ゼロ プラス マイナス スタッフ リーダー メーカー アナリスト"
    )
)
"""Words in katakana that name a part of a text, a measure or a way of going about it: they come and
go where a sentence is put otherwise, and are nobody's name. Words for a subject matter (エネルギー)
aren't among them."""
CLIPPED = (
    ("ソフト", "ソフトウェア", "ソフトウエア"),
    ("アプリ", "アプリケーション"),
    ("スマホ", "スマートフォン"),
    ("テレビ", "テレビジョン"),
    ("パソコン", "パーソナルコンピューター", "パーソナルコンピュータ"),
    ("スタートアップ", "新興企業", "ベンチャー"),
    ("インフラ", "インフラストラクチャー"),
    ("ネット", "インターネット"),
    ("サイト", "ウェブサイト", "ホームページ"),
    ("コンビニ", "コンビニエンスストア"),
    ("リハビリ", "リハビリテーション"),
    ("オフィス", "事務所"),
    ("エンジニア", "技術者"),
    ("規制当局", "監督当局", "監督官庁", "規制機関", "監視機関"),
    ("プライバシー", "個人情報"),
    ("ガソリンスタンド", "給油所"),
    ("ドライバー", "運転手"),
    ("キロワット", "kw"),
)
"""Loanwords and what else they are called; folded, so that none holds a mark."""
SHORT_FOR = {
    "厚労": "厚生労働",
    "文科": "文部科学",
    "経産": "経済産業",
    "国交": "国土交通",
    "農水": "農林水産",
    "公取委": "公正取引委員会",
    "大学": "大",
    "日銀": "日本銀行",
    "国連": "国際連合",
}
