"""Names of currencies, measures, periods and Japanese counters, in both languages."""

import re
from typing import Final, NamedTuple


class Currency(NamedTuple):
    """How a currency is written: signs before a number, words after it, and its plain names."""

    code: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    english: str
    japanese: str


CURRENCIES: Final = (
    Currency(
        "USD",
        ("US$", "U.S.$", "U.S. $", "$"),
        (
            "us dollars",
            "us dollar",
            "u.s. dollars",
            "u.s. dollar",
            "dollars",
            "dollar",
            "米ドル",
            "ドル",
        ),
        "dollars",
        "ドル",
    ),
    Currency("EUR", ("€",), ("euros", "euro", "€", "ユーロ"), "euros", "ユーロ"),
    Currency("JPY", ("JP¥", "¥"), ("yen", "円"), "yen", "円"),
    Currency(
        "GBP",
        ("UK£", "£"),
        ("pounds sterling", "british pounds", "pounds", "英ポンド", "ポンド"),
        "pounds",
        "ポンド",
    ),
    Currency(
        "CNY",
        ("CN¥", "RMB"),
        ("chinese yuan", "yuan", "renminbi", "rmb", "人民元", "中国元", "元"),
        "yuan",
        "人民元",
    ),
    Currency("KRW", ("₩",), ("korean won", "ウォン"), "Korean won", "ウォン"),
    Currency(
        "INR", ("₹",), ("indian rupees", "rupees", "インドルピー", "ルピー"), "rupees", "ルピー"
    ),
    Currency("CHF", (), ("swiss francs", "スイスフラン"), "Swiss francs", "スイスフラン"),
    Currency(
        "CAD",
        ("CA$", "C$"),
        ("canadian dollars", "カナダドル", "加ドル"),
        "Canadian dollars",
        "カナダドル",
    ),
    Currency(
        "AUD",
        ("AU$", "A$"),
        ("australian dollars", "オーストラリアドル", "豪ドル"),
        "Australian dollars",
        "豪ドル",
    ),
    Currency("HKD", ("HK$",), ("hong kong dollars", "香港ドル"), "Hong Kong dollars", "香港ドル"),
    Currency(
        "SGD",
        ("S$",),
        ("singapore dollars", "シンガポールドル"),
        "Singapore dollars",
        "シンガポールドル",
    ),
    Currency("TWD", ("NT$",), ("taiwan dollars", "台湾ドル"), "Taiwan dollars", "台湾ドル"),
)

MEASURES: Final[dict[str, tuple[str, ...]]] = {
    "W": ("watts", "watt", "ワット"),
    "kW": ("kilowatts", "kilowatt", "キロワット"),
    "MW": ("megawatts", "megawatt", "メガワット"),
    "GW": ("gigawatts", "gigawatt", "ギガワット"),
    "TW": ("terawatts", "terawatt", "テラワット"),
    "kWh": ("kilowatt-hours", "kilowatt hours", "キロワット時"),
    "MWh": ("megawatt-hours", "megawatt hours", "メガワット時"),
    "GWh": ("gigawatt-hours", "gigawatt hours", "ギガワット時"),
    "TWh": ("terawatt-hours", "terawatt hours", "テラワット時"),
    "MB": ("megabytes", "megabyte", "メガバイト"),
    "GB": ("gigabytes", "gigabyte", "ギガバイト"),
    "TB": ("terabytes", "terabyte", "テラバイト"),
    "PB": ("petabytes", "petabyte", "ペタバイト"),
    "EB": ("exabytes", "exabyte", "エクサバイト"),
    "nm": ("nanometers", "nanometres", "ナノメートル"),
    "km": ("kilometers", "kilometres", "kilometer", "キロメートル"),
    "kg": ("kilograms", "kilogram", "キログラム"),
    "t": ("metric tons", "metric ton", "tonnes", "tonne", "トン"),
    "FLOPS": ("flop/s", "flops/s"),
    "FLOP": ("flops", "floating-point operations", "浮動小数点演算"),
    "Mbps": (),
    "Gbps": (),
    "Mbit": ("megabits", "megabit", "メガビット"),
    "Gbit": ("gigabits", "gigabit", "ギガビット"),
    "GHz": ("gigahertz", "ギガヘルツ"),
    "MHz": ("megahertz", "メガヘルツ"),
    "℃": ("degrees celsius", "°c", "度c"),
}

PERIOD_WORDS: Final[dict[str, tuple[str, int]]] = {
    "second": ("second", 1),
    "minute": ("minute", 1),
    "hour": ("hour", 1),
    "day": ("day", 1),
    "week": ("week", 1),
    "month": ("month", 1),
    "year": ("year", 1),
    "decade": ("year", 10),
    "century": ("year", 100),
    "centurie": ("year", 100),
}
"""English period without its plural s → the period it is counted in and how many."""

COUNTERS: Final[dict[str, str]] = {
    "人": "people",
    "名": "people",
    "社": "companies",
    "団体": "organizations",
    "か国": "countries",
    "ページ": "pages",
    "頁": "pages",
    "種類": "types",
    "項目": "items",
    "分野": "fields",
    "段階": "stages",
    "世帯": "households",
    "戸": "homes",
    "か所": "locations",
    "文字": "characters",
    "歳": "years old",
    "校": "schools",
    "州": "states",
    "票": "votes",
    "議席": "seats",
    "回": "times",
    "つ": "",
    "個": "",
    "件": "",
    "本": "",
    "台": "",
    "点": "",
    "冊": "",
    "枚": "",
    "基": "",
    "棟": "",
    "隻": "",
    "通": "",
    "組": "",
    "行": "lines",
    "層": "layers",
    "語": "words",
    "者": "parties",
}
"""Japanese counter → the English noun it stands for, empty where the noun must come after it."""

_OTHER_WORD: Final = {
    "人": "材間工権口類",
    "名": "称前簿",
    "社": "会員内外説長",
    "件": "数",
    "点": "検数",
    "台": "湾帳",
    "本": "部社格",
    "基": "準礎金本盤地",
    "回": "答線収復",
    "行": "政動為",
    "語": "彙",
    "通": "信貨商",
    "組": "織合",
    "個": "人別",
    "層": "別",
    "校": "正",
    "戸": "籍締建別市町",
}
"""Characters after a counter that make another word of it: 5組織, 3基準, 2回答."""

_SMALL_KE: Final = "[かヶカヵケ箇]"
_COUNTER_SPELLINGS: Final = {"か国": f"{_SMALL_KE}国", "か所": f"{_SMALL_KE}所"}


def _alternatives(words: list[str]) -> str:
    """Return a regular expression for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


CODE_BEFORE: Final = {sign: currency.code for currency in CURRENCIES for sign in currency.before}
CODE_BEFORE.update({currency.code: currency.code for currency in CURRENCIES})
CODE_AFTER: Final = {word: currency.code for currency in CURRENCIES for word in currency.after}
CODE_AFTER.update({currency.code.lower(): currency.code for currency in CURRENCIES})
MEASURE_AFTER: Final = {word: unit for unit, words in MEASURES.items() for word in words}
CURRENCY_BY_CODE: Final = {currency.code: currency for currency in CURRENCIES}

CURRENCY_BEFORE_RE: Final = re.compile(rf"(?<![A-Za-z])({_alternatives(list(CODE_BEFORE))})\s?$")
CURRENCY_AFTER_RE: Final = re.compile(
    rf"(?:\s?|-)({_alternatives(list(CODE_AFTER))})(?![A-Za-z])", re.IGNORECASE
)
MEASURE_SYMBOL_RE: Final = re.compile(rf"(?:\s?|-)({_alternatives(list(MEASURES))})(?![A-Za-z\-])")
MEASURE_WORD_RE: Final = re.compile(
    rf"(?:\s?|-)({_alternatives(list(MEASURE_AFTER))})(?![A-Za-z])", re.IGNORECASE
)
COUNTER_PATTERN: Final = "|".join(
    _COUNTER_SPELLINGS.get(counter, counter)
    + (f"(?![{_OTHER_WORD[counter]}])" if counter in _OTHER_WORD else "")
    for counter in sorted(COUNTERS, key=len, reverse=True)
)
COUNTER_RE: Final = re.compile(rf"\s?({COUNTER_PATTERN})")


def counter_key(counter: str) -> str:
    """Return the spelling of a counter that `COUNTERS` has (カ国 → か国)."""
    return re.sub(f"^{_SMALL_KE}(?=[国所])", "か", counter)
