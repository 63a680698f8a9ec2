"""The first letters of Chinese words in pinyin, for the characters that names of elements are written with."""

from typing import Final

_BY_LETTER: Final = {
    "b": "包并捕本标编补边部",
    "c": "从偿储出垂叉存次池称程策触重错",
    "d": "到动单多定段对待断档的等调道",
    "f": "分发复方服非",
    "g": "关工规",
    "h": "会号合户活环获话黑盒",
    "j": "件阶决即据接界矩级结脚间集",
    "k": "库开",
    "l": "例流联菱链",
    "m": "名明默",
    "p": "判平批抛排",
    "q": "全其取启器",
    "r": "人任入容认",
    "s": "事升双始实审式手收数时束水示素识说输送释顺",
    "t": "他态条",
    "w": "务文无未网误",
    "x": "信向席序形循息显消行象",
    "y": "一与业于元圆引泳用由",
    "z": "中直准则子展执杂止注状知组终自",
}
_LETTERS: Final = {character: letter for letter, characters in _BY_LETTER.items() for character in characters}


def initials(words: str) -> str:
    """``用户任务`` -> ``yhrw``; Latin letters and digits stay, everything else goes."""
    return "".join(_LETTERS.get(sign, sign if sign.isascii() and sign.isalnum() else "") for sign in words.lower())
