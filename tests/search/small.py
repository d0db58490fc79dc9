"""A library small enough to know by heart, made without files."""

from __future__ import annotations

from typing import Any

from anliku.link import link
from anliku.model import Case, Challenge, Family, Library, Practice, Term, Topic

PLACES = {
    "heyuan": ("某省", "河原市", "东桥区", "柳荫街道", "100101"),
    "shanwan": ("另一省", "山湾市", "西塘区", "松岗街道", "200202"),
}


def case(key: str, title: str, summary: str, practices: list[dict[str, Any]], **more: Any) -> Case:
    province, city, district, subdistrict, adcode = PLACES[key.partition("-")[0]]
    place = {"province": province, "city": city, "district": district, "subdistrict": subdistrict, "adcode": adcode}
    return Case.model_validate(
        {
            "id": key,
            "title": title,
            "summary": summary,
            "place": place,
            "level": "街道",
            "status": "进行中",
            "last_verified": "2025-01-01",
            "sources": [{"id": "s1", "kind": "报纸", "title": "柳荫新事", "rights": "仅引用事实", "published": "2024"}],
            "challenges": [{"challenge": "parking", "note": "车位少，常为抢位争吵。", "source": "s1", "at": "一"}],
            "practices": [
                {"evidence": "媒体", "source": "s1", "at": "二", "answers": ["parking"], **item} for item in practices
            ],
            **more,
        }
    )


def practice(key: str, label: str, definition: str, **more: Any) -> Practice:
    given = {"id": key, "prefLabel": label, "definition": definition, "topics": ["talks"], "answers": ["parking"]}
    return Practice.model_validate({"kind": "协商平台", **given, **more})


def small_library(*more_cases: Case) -> Library:
    """Two cases of two places, three practices, two challenges, a topic and a term; and the cases given."""
    cases = [
        case(
            "heyuan-shed",
            "柳荫街道：把旧车棚改成议事棚",
            "街道把闲置车棚修成棚屋，居民每周商量一件事。",
            [
                {
                    "id": "shed",
                    "practice": "yard-talk",
                    "local_name": "议事棚",
                    "what": "居民在车棚里商量停车怎么排。",
                    "how": ["网格员收集题目", "当场举手表决"],
                    "parts": [{"name": "亮灯夜谈", "what": "天黑以后在棚里点灯说事。"}],
                },
                {
                    "id": "canteen",
                    "practice": "canteen",
                    "what": "食堂给独居老人送午饭。",
                    "answers": ["meals"],
                },
            ],
            sites=[{"id": "liulin", "name": "柳林社区", "summary": "有三个老院子。", "source": "s1", "at": "一"}],
        ),
        case(
            "shanwan-points",
            "松岗街道：用积分换停车钟点",
            "居民做志愿服务攒积分，换错时停车的钟点。",
            [{"id": "points", "practice": "points", "local_name": "1+4+N积分", "what": "积分可换三小时停车。"}],
        ),
        *more_cases,
    ]
    practices = [
        practice("yard-talk", "院坝会", "在居民家门口开的议事会。", altLabel=["坝坝会"], hiddenLabel=["院子里开会"]),
        practice("canteen", "社区食堂", "社区办的平价食堂。", answers=["meals"], kind="服务项目"),
        practice("points", "志愿积分", "用积分记下志愿服务。", kind="工作机制"),
    ]
    challenges = [
        {
            "id": "parking",
            "prefLabel": "停车难",
            "definition": "车多位少。",
            "asks": ["下班回来找不到车位", "停车没地方", "没地方停车"],
        },
        {"id": "meals", "prefLabel": "吃饭难", "definition": "老人一日三餐没有着落。", "asks": ["老人中午没人做饭"]},
    ]
    library = Library(
        cases={item.id: item for item in sorted(cases, key=lambda item: item.id)},
        practices={item.id: item for item in sorted(practices, key=lambda item: item.id)},
        challenges={item["id"]: Challenge.model_validate({"family": "daily", **item}) for item in challenges[::-1]},
        topics={
            "talks": Topic.model_validate({"id": "talks", "prefLabel": "协商议事", "definition": "商量。", "order": 1})
        },
        metrics={},
        families={"daily": Family.model_validate({"id": "daily", "prefLabel": "日常", "definition": "日常的事。"})},
        terms={"net": Term.model_validate({"id": "net", "prefLabel": "网格", "definition": "管理单元。"})},
    )
    return link(library)
