"""What a threshold costs: how many of a thousand names of nobody listed raise an alert, on the lists at hand.

    python -m tools.clean_names          measures and writes screen/tables/cost.json
    python -m tools.clean_names --report measures and prints only

Needs WHEREAS_TEST_DATA. The names are made of common given names and surnames of twenty languages, drawn apart, so each
is of many people and of none; a share of them meets a listed name by chance, as real customers do. A name that is a
listed one, spelled the same, is left out: that alert is no false one to a machine that knows names alone.
"""

import json
import os
import random
import sys
from pathlib import Path

from bench.resolve_dprk import load

from whereas.kit import names
from whereas.resolve.resolution import build_graph
from whereas.screen import model
from whereas.screen.card import cards
from whereas.screen.index import made_of
from whereas.screen.query import Query
from whereas.screen.screening import Screener

OUT = Path(model.__file__).parent / "tables" / "cost.json"
_MANY, _SEED = 20_000, 7
# Names that are common where the language is spoken: given names / surnames; below, surnames / given names.
_GIVEN_FIRST = """
James Mary John Linda Robert Susan Michael Karen David Emily /
  Smith Johnson Williams Brown Jones Taylor Wilson Evans
Jan Anna Piotr Katarzyna Tomasz Agnieszka Pawel Ewa /
  Nowak Kowalski Wisniewska Wojcik Kaminski Lewandowska Zielinski
Hans Petra Jürgen Sabine Klaus Monika Stefan Ursula /
  Müller Schmidt Schneider Fischer Weber Becker Hoffmann Schäfer
Pierre Marie Jean Nathalie Michel Isabelle Luc Chloé /
  Martin Bernard Dubois Durand Moreau Laurent Lefèvre Girard
José María Juan Carmen Carlos Ana Luis Laura Javier Elena /
  García Fernández González López Martínez Sánchez Pérez Gómez
Giuseppe Maria Antonio Giulia Marco Francesca Luca Sara /
  Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci
João Ana Pedro Mariana Rui Inês Tiago Beatriz /
  Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Almeida
Ivan Olga Sergey Elena Dmitry Natalia Alexey Irina Andrey Tatiana /
  Ivanov Smirnova Kuznetsov Popov Sokolova Lebedev Novikov Morozov
Oleksandr Oksana Andriy Iryna Mykola Halyna /
  Melnyk Shevchenko Bondarenko Kovalenko Tkachenko Kravchuk Oliynyk
Erik Anna Lars Karin Nils Ingrid Björn Astrid /
  Andersson Johansson Karlsson Nilsson Hansen Olsen Larsen Lindqvist
Mehmet Ayşe Mustafa Fatma Ahmet Emine Hüseyin Zeynep /
  Yılmaz Kaya Demir Şahin Çelik Yıldız Öztürk Aydın
Mohammed Fatima Ahmed Aisha Ali Khadija Omar Zainab Hassan Maryam /
  Al-Sayed Hussein Mansour Khalil Haddad Saleh Nasser Rahman
Reza Zahra Mehdi Maryam Hossein Fatemeh Amir Leila /
  Ahmadi Hosseini Karimi Rahimi Jafari Moradi Rezaei Ebrahimi
Rahul Priya Amit Anjali Sanjay Pooja Vijay Sunita /
  Sharma Singh Patel Gupta Kumar Reddy Nair Joshi
Muhammad Ayesha Bilal Sana Imran Nadia Usman Hina /
  Khan Malik Butt Chaudhry Qureshi Iqbal Shah Akhtar
Chinedu Ngozi Emeka Amina Kwame Ama Tunde Yetunde /
  Okafor Adeyemi Mensah Owusu Ibrahim Bello Okonkwo Boateng
Somchai Siriporn Nattapong Malee Budi Siti Agus Dewi /
  Santoso Wijaya Srisai Suwan Saetang Hidayat Lestari Pratama
"""
_FAMILY_FIRST = """
Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou /
  Wei Fang Na Xiuying Min Jing Lei Qiang Yan Jie Guoqiang Xiaoming Yuhan
Nguyen Tran Le Pham Hoang Vo Dang Bui /
  Van-Hung Thi-Lan Minh-Anh Quang-Huy Thu-Ha Duc-Anh Ngoc-Mai Thanh-Tung
Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim /
  Min-jun Seo-yeon Ji-hoon Ha-eun Do-yun Su-bin Hyun-woo Ye-jin Tae-young Eun-ji
Kim Ri Pak Choe Jong Kang Jo Yun Jang Rim /
  Un-gyong Jin-hyok Su-ryon Myong-il Kum-song Hye-song Chung-hyok Sol-mi Won-guk Ok-ju
Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Nakamura /
  Hiroshi Yuko Kenji Akiko Takashi Naoko Daisuke Haruka
"""


def clean_names(many: int, rng: random.Random) -> list[str]:
    """That many names, drawn with even chances of language, given name and surname."""
    rows = (_GIVEN_FIRST + _FAMILY_FIRST).replace("/\n", "/").strip().splitlines()
    pools = [tuple(part.split() for part in row.split("/")) for row in rows if row]
    return [" ".join(rng.choice(part) for part in rng.choice(pools)) for _ in range(many)]


def main() -> None:
    """Measure and write."""
    folder = Path(os.environ.get("WHEREAS_TEST_DATA", "") or sys.exit("clean_names: set WHEREAS_TEST_DATA"))
    index = made_of(cards(build_graph(load(folder / "data" / "lists"), ()), {}))
    listed = {names.sorted_form(one.text) for part in index.parts for place in range(len(part.segment))
              for one in part.segment.card(place).names}  # fmt: skip
    drawn = [name for name in clean_names(_MANY, random.Random(_SEED)) if names.sorted_form(name) not in listed]
    screener = Screener(index)
    best = [
        max((match.probability for match in answer.matches), default=0.0)
        for at in range(0, len(drawn), 512)
        for answer in screener.screen([Query(name=name, schema="Person") for name in drawn[at : at + 512]])
    ]
    steps = [round(0.5 + 0.01 * step, 2) for step in range(50)]
    cost = [[step, round(1000 * sum(one >= step for one in best) / len(drawn), 2)] for step in steps]
    kept = {"names": len(drawn), "listed parties": index.entries, "alerts per thousand": cost}
    for step, alerts in cost[::5]:
        sys.stdout.write(f"from {step:.2f}: {alerts} false alerts per thousand clean names\n")
    if "--report" not in sys.argv[1:]:
        OUT.write_text(json.dumps(kept, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main()
