"""The language of a text, by script and small words."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.read.tongue import foreign_language

DISPATCHES = Path(__file__).parents[3] / "examples" / "dispatches"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "Spanish",
            "El ministro dijo el lunes que las conversaciones con los vecinos no se han roto y que la frontera sigue abierta para todos.",
        ),
        (
            "French",
            "Le ministre a dit lundi que les discussions avec les voisins ne sont pas rompues et que la frontière est ouverte pour tous.",
        ),
        (
            "German",
            "Der Minister sagte am Montag, dass die Gespräche mit den Nachbarn nicht beendet sind und die Grenze für alle offen ist.",
        ),
        (
            "Italian",
            "Il ministro ha detto lunedì che i colloqui con i vicini non sono finiti e che la frontiera è aperta.",
        ),
        (
            "Portuguese",
            "O ministro disse que as conversas com os vizinhos não foram rompidas e que a fronteira está aberta para todos.",
        ),
        (
            "Dutch",
            "De minister zei maandag dat de gesprekken met de buren niet zijn afgebroken en dat de grens open is voor het verkeer.",
        ),
        (
            "Swedish",
            "Ministern sade i måndags att samtalen med grannarna inte är avbrutna och att gränsen är öppen för alla som vill resa.",
        ),
        (
            "Polish",
            "Minister powiedział w poniedziałek, że rozmowy z sąsiadami nie są zerwane i że granica jest otwarta dla wszystkich.",
        ),
        (
            "Turkish",
            "Bakan pazartesi günü komşularla görüşmelerin kesilmediğini ve sınırın herkes için açık olduğunu söyledi ama çok bilgi yok.",
        ),
        (
            "Indonesian or Malay",
            "Menteri mengatakan pada hari Senin bahwa pembicaraan dengan negara tetangga tidak putus dan perbatasan itu terbuka.",
        ),
        (
            "Russian",
            "Министр сказал в понедельник, что переговоры с соседями не прерваны и что граница открыта для всех, кто хочет ехать.",
        ),
        (
            "Ukrainian",
            "Міністр сказав у понеділок, що переговори з сусідами не перервано і що кордон є відкритий для всіх, хто хоче їхати.",
        ),
        ("Arabic", "قال الوزير يوم الاثنين إن المحادثات مع الجيران لم تنقطع وإن الحدود مفتوحة أمام الجميع في كل وقت"),
        ("Chinese", "部长星期一表示与邻国的谈判没有中断边界对所有人开放双方将继续会谈"),
        ("Japanese", "大臣は月曜日に隣国との協議は中断していないと述べ国境はすべての人に開かれていると語った"),
        ("Korean", "장관은 월요일에 이웃 나라와의 회담이 중단되지 않았으며 국경은 모두에게 열려 있다고 말했다"),
        ("Greek", "Ο υπουργός είπε τη Δευτέρα ότι οι συνομιλίες με τους γείτονες δεν διακόπηκαν"),
    ],
)
def test_other_languages_are_named(language: str, text: str) -> None:
    assert foreign_language(text) == language


@pytest.mark.parametrize("path", sorted(DISPATCHES.glob("*.txt")), ids=lambda path: path.stem)
def test_the_dispatches_are_english(path: Path) -> None:
    assert foreign_language(path.read_text(encoding="utf-8")) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12 345",
        "Díaz-Canel llega a Roma",
        "Talks in Oslo",
        "Russia and Ukraine met in Minsk; “Мы не уйдём,” the envoy said, and nobody in the room asked him what he meant by that.",
        "US, UK, EU, UN, IMF, WTO: sanctions, tariffs, embargoes, votes, vetoes, treaties, missiles, drones, ports, pipelines.",
    ],
)
def test_short_mixed_and_dry_texts_pass(text: str) -> None:
    assert foreign_language(text) is None
