"""Verdicts on claims, through the room's own door."""

from __future__ import annotations

from claimcheck.evidence import abbreviations, judge_claims
from claimcheck.model.claim import Claim
from claimcheck.model.source import LinkHealth, Source, SourceText
from claimcheck.model.verdict import ClaimVerdict
from claimcheck.quantities import read
from claimcheck.readers import read_text


def page(html: str) -> SourceText:
    return read_text(f"<html><body><main>{html}</main></body></html>".encode(), "text/html")


def claim(text: str, *sources: str, quote: str = "") -> Claim:
    quote = quote or text
    return Claim("c", quote, None, read(quote), sources=sources, context=text)


def judge(text: str, html: str, *, quote: str = "", short: dict[str, str] | None = None) -> ClaimVerdict:
    source = Source("s", LinkHealth("ok"), text=page(html))
    return judge_claims((claim(text, "s", quote=quote),), {"s": source}, abbreviations=short)[0]


def test_a_claim_without_a_source_is_uncited() -> None:
    verdict = judge_claims((claim("It has 40 members."),), {})[0]
    assert verdict.verdict == "uncited"
    assert [one.code for one in verdict.quantities] == ["N211"]


def test_a_source_that_cannot_be_read_makes_the_claim_unavailable() -> None:
    gone = Source("s", LinkHealth("gone", reason="the server answers 404"))
    verdict = judge_claims((claim("It has 40 members.", "s"),), {"s": gone})[0]
    assert verdict.verdict == "unavailable"
    assert "404" in verdict.quantities[0].reason


def test_a_source_that_was_not_asked_leaves_the_claim_unchecked() -> None:
    silent = Source("s", LinkHealth("unchecked"), asked=False, detail="no network")
    assert judge_claims((claim("It has 40 members.", "s"),), {"s": silent})[0].verdict == "unchecked"


def test_a_key_without_an_entry_is_unavailable() -> None:
    assert judge_claims((claim("It has 40 members.", "nobody"),), {})[0].verdict == "unavailable"


def test_what_could_not_be_read_is_named_where_the_rest_says_nothing() -> None:
    sources = {
        "s": Source("s", LinkHealth("ok"), text=page("<p>The guild bakes bread.</p>")),
        "t": Source("t", LinkHealth("gone", reason="the server answers 410")),
    }
    verdict = judge_claims((claim("The guild has 412 members.", "s", "t"),), sources)[0]
    assert verdict.verdict == "not_found"
    assert "410" in verdict.quantities[0].reason
    assert verdict.quantities[0].confidence == "low"


def test_a_table_cell_is_evidence_with_its_headers() -> None:
    rows = "<tr><td>Lighthouses</td><td>54</td></tr><tr><td>Counties with a lighthouse</td><td>31</td></tr>"
    table = f"<table><caption>Coast in figures</caption><tr><th>Item</th><th>Count</th></tr>{rows}</table>"
    verdict = judge("The coast has 54 lighthouses in more than 30 counties.", f"<p>See below.</p>{table}")
    assert [one.verdict for one in verdict.quantities] == ["supported", "supported"]
    assert [one.evidence.value for one in verdict.quantities if one.evidence] == [54, 31]


def test_a_figure_in_a_table_header_is_no_evidence() -> None:
    table = (
        "<table><caption>Registers of two towns</caption><tr><th>Item</th><th>Figure</th></tr>"
        "<tr><td>Bakeries</td><td>9</td></tr></table>"
    )
    verdict = judge("There are two bakeries.", f"<p>Bread.</p>{table}")
    assert verdict.quantities[0].verdict == "contradicted"
    assert verdict.quantities[0].evidence is not None
    assert verdict.quantities[0].evidence.value == 9


def test_navigation_and_related_articles_are_no_evidence() -> None:
    html = (
        "<html><body><nav>114 meetings</nav><main><p>The board held meetings with partners abroad.</p></main>"
        "<aside class='related'><p>The board held 114 meetings</p></aside><footer>114 meetings</footer></body></html>"
    )
    source = Source("s", LinkHealth("ok"), text=read_text(html.encode(), "text/html"))
    verdict = judge_claims((claim("The board held 114 meetings.", "s"),), {"s": source})[0]
    assert verdict.verdict == "not_found"


def test_a_denied_figure_does_not_contradict() -> None:
    html = "<p>The mayor denied that the harbour employs 900 dockers.</p>"
    assert judge("The harbour employs 300 dockers.", html).verdict != "contradicted"


def test_another_time_is_another_fact() -> None:
    verdict = judge("In 2018 the museum had 54,000 visitors.", "<p>In 2021 the museum had 31,000 visitors.</p>")
    main = [one for one in verdict.quantities if one.code]
    assert verdict.verdict == "not_found"
    assert "N206" in {one.code for one in main}


def test_a_year_inside_a_name_contradicts_no_date() -> None:
    html = "<p>Ana Lund was appointed for the Oslo 2015 Winter Games, Ana Lund said.</p>"
    assert judge("Ana Lund was appointed in 2014.", html).verdict != "contradicted"


def test_a_beginning_is_contradicted_by_another_beginning() -> None:
    html = "<p>The Green Harbour Scheme was launched in 2019 and is popular.</p>"
    verdict = judge("The Green Harbour Scheme has been operating since 2016.", html)
    assert verdict.verdict == "contradicted"


def test_figures_of_one_claim_do_not_contradict_each_other() -> None:
    verdict = judge("Rents rose from 410 to 530 dollars.", "<p>Rents climbed from $410 to $530 a month.</p>")
    assert [one.verdict for one in verdict.quantities] == ["supported", "supported"]


def test_the_share_of_the_named_part_decides() -> None:
    html = "<p>Asia took the largest part, 39 percent of the loans. Africa came next with 36.4 percent.</p>"
    text = "Loans went to Asia (the largest share with almost 40 percent) and Africa (with almost 35 percent)."
    africa = judge(text, html, quote="(with almost 35 percent)")
    assert africa.verdict == "contradicted"
    assert africa.quantities[0].evidence is not None
    assert africa.quantities[0].evidence.figure == "36.4 percent"


def test_doubled_is_borne_out_by_two_figures() -> None:
    html = "<p>The union has concluded 59 treaties in all. In 2012 the number of treaties stood at 29.</p>"
    assert judge("The number of treaties has doubled.", html).verdict == "supported"


def test_doubled_is_not_borne_out_by_figures_of_other_things() -> None:
    html = "<p>Of these encounters, 76 took place after the vote, the remaining 38 before.</p>"
    assert judge("The budget of the fire brigade has doubled.", html).verdict == "not_found"


def test_a_telling_figure_in_another_script_supports_with_low_confidence() -> None:
    verdict = judge("The 86th assembly met in Beijing.", "<p>国际组织第八十六届全体大会在北京开幕。</p>")
    assert verdict.verdict == "supported"
    assert verdict.quantities[0].confidence == "low"


def test_nothing_is_contradicted_across_scripts() -> None:
    assert judge("The 86th assembly met in Beijing.", "<p>国际组织第八十八届全体大会开幕。</p>").verdict == "not_found"


def test_a_paper_s_own_abbreviations_are_read() -> None:
    text = "The Ministry of Rivers and Lakes (MRL) and the World Fish Bank's (WFB) funds; see (A1) and (x)."
    assert abbreviations(text) == {"MRL": "Ministry of Rivers and Lakes", "WFB": "World Fish Bank"}


def test_long_forms_in_small_letters_and_plurals_are_read() -> None:
    text = "The body mass index (BMI), intensive care units (ICUs), the non-governmental body (NGB) and he said (US)."
    found = abbreviations(text)
    assert found["BMI"] == "body mass index"
    assert found["ICU"] == found["ICUs"] == "intensive care units"
    assert found["NGB"] == "non-governmental body"
    assert "US" not in found


def test_an_abbreviation_that_the_source_introduces_stands_for_its_long_form() -> None:
    html = (
        "<p>The Western Harbour League (WHL) met in May.</p><p>In all, 42 percent of exports came from WHL ports.</p>"
    )
    assert judge("Ports of the Western Harbour League made 42 percent of exports.", html).verdict == "supported"
    assert judge("Ports of the Western Harbour League made 24 percent of exports.", html).verdict == "contradicted"


def test_the_year_in_brackets_behind_a_name_is_that_of_what_bears_it() -> None:
    html = "<ul><li>The Heron and the Quay (1949)</li><li>Salt Roads (1956)</li></ul><p>He acted until 1960.</p>"
    text = "His best-known part was in the {} film “The Heron and the Quay”."
    assert judge(text.format(1949), html).verdict == "supported"
    assert judge(text.format(1947), html).verdict == "contradicted"


def test_the_year_of_a_citation_bears_out_nothing_else() -> None:
    html = "<p>The tram line was much discussed by Heron (1949), and its stops were moved by the council.</p>"
    assert judge("The stops of the tram line were moved by the council in 1949.", html).verdict == "not_found"


def test_the_same_inputs_give_the_same_verdicts() -> None:
    html = "<p>Asia took 39 percent of the loans. Africa came next with 36.4 percent.</p>"
    assert judge("Africa took 31 percent of the loans.", html) == judge("Africa took 31 percent of the loans.", html)


def test_another_treaty_of_the_same_country_contradicts_no_date() -> None:
    html = "<p>Norland signed a trade agreement in 2013. The fishing agreement came to light in 2020.</p>"
    assert judge("The fishing agreement signed with Norland in 2015 is secret.", html).verdict != "contradicted"


def test_a_count_of_another_kind_contradicts_nothing() -> None:
    html = "<p>Senior officials of the league held 30 regional meetings with foreign partners.</p>"
    assert judge("Senior officials of the league held 114 bilateral meetings with foreign partners.", html).verdict == (
        "not_found"
    )


def test_a_part_of_the_period_is_another_fact() -> None:
    html = "<p>Between 2003 and 2007 the league held 62 bilateral meetings with foreign partners.</p>"
    verdict = judge("From 1997 to 2021 the league held 114 bilateral meetings with foreign partners.", html)
    assert verdict.verdict == "not_found"
    assert "N206" in {one.code for one in verdict.quantities}


def test_what_somebody_else_did_contradicts_nothing() -> None:
    html = "<p>Falk Motors trains mechanics. Its rival Sundberg has workshops in 28 countries.</p>"
    assert judge("The firm Falk Motors gives training to mechanics in more than 30 countries.", html).verdict != (
        "contradicted"
    )


def test_most_is_contradicted_by_a_plain_minority() -> None:
    html = "<p>Under Queen Ada, 32 percent of the meetings were held.</p>"
    assert judge("Most of the meetings were held under Queen Ada.", html).verdict == "contradicted"


def test_a_figure_of_another_noun_is_no_support_where_the_claim_s_noun_is_used() -> None:
    html = "<p>The hospital enrolled patients with sepsis. It has 618 beds.</p>"
    assert judge("The hospital enrolled 618 patients.", html).verdict == "not_found"


def test_the_labelled_row_decides_not_the_caption() -> None:
    rows = "<tr><td>Countries</td><td>64</td></tr><tr><td>Cities</td><td>80</td></tr>"
    table = f"<table><caption>Countries with tram networks</caption><tr><th>Unit</th><th>Number</th></tr>{rows}</table>"
    verdict = judge("Tram networks exist in at least 80 countries.", f"<p>See below.</p>{table}")
    assert verdict.verdict == "contradicted"


def test_a_year_that_heads_a_row_dates_what_the_row_says() -> None:
    rows = "<tr><td>2013</td><td>Council announced</td></tr><tr><td>2014</td><td>Clear Coast Plan introduced</td></tr>"
    table = f"<table><caption>Steps of coastal policy</caption><tr><th>Year</th><th>Step</th></tr>{rows}</table>"
    assert judge("The Clear Coast Plan was introduced in 2014.", f"<p>See below.</p>{table}").verdict == "supported"


def test_a_list_without_a_figure_is_borne_out_where_all_are_named() -> None:
    text = "Several ports such as Bergen, Oslo and Narvik have raised their fees."
    named = "<p>Narvik, Bergen and Oslo are among the ports that have raised fees.</p>"
    assert judge(text, named).verdict == "supported"
    assert judge(text, "<p>Narvik and Oslo are ports that have raised fees.</p>").verdict == "not_checkable"
    assert judge(text, "<p>The poets of Narvik, Bergen and Oslo met for dinner.</p>").verdict == "not_checkable"


def test_no_more_than_three_unread_sources_are_named_in_a_reason() -> None:
    keys = [f"s{number}" for number in range(9)]
    sources = {key: Source(key, LinkHealth("gone", reason="the server answers 404")) for key in keys}
    verdict = judge_claims((claim("It has 40 members.", *keys),), sources)[0]
    assert verdict.quantities[0].reason.count("404") == 3
    assert "and 6 more" in verdict.quantities[0].reason


def test_while_one_source_was_not_asked_an_absent_figure_is_unchecked() -> None:
    silent = Source("t", LinkHealth("unchecked"), asked=False, detail="no network")
    read_one = {"s": Source("s", LinkHealth("ok"), text=page("<p>The guild bakes bread.</p>")), "t": silent}
    assert judge_claims((claim("The guild has 412 members.", "s", "t"),), read_one)[0].verdict == "unchecked"
    none_read = {"s": Source("s", LinkHealth("gone", reason="the server answers 404")), "t": silent}
    assert judge_claims((claim("The guild has 412 members.", "s", "t"),), none_read)[0].verdict == "unchecked"


def test_a_goal_bears_out_no_fact() -> None:
    html = "<p>The appeal raised 6 million dollars. The appeal has a goal of 9 million dollars by summer.</p>"
    assert judge("The appeal raised 9 million dollars.", html).verdict != "supported"
    assert judge("The appeal has a goal of 9 million dollars.", html).verdict == "supported"


def test_a_figure_of_another_place_that_the_source_tells_apart_is_no_support() -> None:
    html = "<p>In Norland the league opened 64 clinics.</p><p>The league also worked in Sudland, with 12 nurses.</p>"
    assert judge("The league opened 64 clinics in Sudland.", html).verdict == "not_found"
    assert judge("The league opened 64 clinics in Norland.", html).verdict == "supported"


def test_a_figure_many_times_larger_is_of_something_else() -> None:
    html = "<p>In 2022 the fund worked in 57 countries.</p>"
    assert judge("In 2022 the fund worked in two countries.", html).verdict == "not_found"


def test_a_level_is_not_contradicted_by_a_change() -> None:
    html = "<p>The museum welcomed 3 percent fewer visitors than last year.</p>"
    assert judge("A third of the visitors of the museum came from abroad.", html).verdict == "not_found"


def test_what_was_before_contradicts_nothing_that_is() -> None:
    html = "<p>An earlier treaty on the river had been signed by three states.</p>"
    assert judge("The treaty on the river was signed by five states.", html).verdict == "not_found"


def test_a_bound_is_not_met_by_the_count_of_something_else() -> None:
    html = "<p>Police officers are trained in Lund; fifty of the courses were held abroad.</p>"
    assert judge("Police officers are trained in more than 30 countries.", html).verdict == "not_found"


def test_the_cell_of_the_named_row_outweighs_a_sentence_about_another_share() -> None:
    rows = "<tr><td>Asia</td><td>44.2</td></tr><tr><td>Africa</td><td>33.8</td></tr>"
    table = f"<table><caption>Courses</caption><tr><th>Region</th><th>Share of courses (%)</th></tr>{rows}</table>"
    html = f"<p>Of the officers abroad, 39 percent serve in Asia.</p>{table}"
    text = "The courses went to Asia (the largest share with almost 40 percent) and Africa (almost 35 percent)."
    found = judge(text, html)
    assert [one.verdict for one in found.quantities] == ["contradicted", "supported"]


def test_a_date_relative_to_the_day_of_writing_is_read() -> None:
    published = '<meta property="article:published_time" content="2023-09-21">'
    html = f"{published}<p>Ann Lund proposed the plan in April last year.</p>"
    assert judge("Ann Lund proposed the plan in April 2022.", html).verdict == "supported"
    assert judge("Ann Lund proposed the plan in April 2021.", html).verdict == "contradicted"


def test_the_sum_of_a_column_without_a_total_supports() -> None:
    rows = "".join(f"<tr><td>{name}</td><td>{n}</td></tr>" for name, n in (("North", 36), ("South", 26), ("West", 15)))
    html = f"<table><caption>Courses held, by region</caption><tr><th>Region</th><th>Courses</th></tr>{rows}</table>"
    assert judge("The league held 77 courses.", html).verdict == "supported"
    assert judge("The league held 78 courses.", html).verdict == "not_found"


def test_a_part_needs_the_whole_that_it_is_of() -> None:
    html = "<p>The survey reached 124 schools.</p><p>One pupil in five walks, and nine schools have soap.</p>"
    assert judge("Most of the schools have soap.", html).verdict == "not_checkable"
    of_these = "<p>The survey reached 124 schools. Of these, 82 schools had no running water.</p>"
    assert judge("Two thirds of the schools had no running water.", of_these).verdict == "supported"


def test_a_number_in_the_name_of_a_column_is_no_unit() -> None:
    head = "<tr><th>Region</th><th>Cities over 1 million people</th><th>Output (million)</th></tr>"
    html = f"<table><caption>Regions</caption>{head}<tr><td>North</td><td>12</td><td>40</td></tr></table>"
    assert judge("The region North has 12 large cities.", html).verdict == "supported"
    assert judge("The output of the region North is 40 million.", html).verdict == "supported"


def test_more_than_in_any_year_before_is_no_earlier_time() -> None:
    source = "<p>In 2024, night trains carried 4.3 million passengers, more than in any year before.</p>"
    verdict = judge("In 2024, night trains carried almost 4 million passengers.", source)
    assert {one.code for one in verdict.quantities if one.verdict == "contradicted"} == {"N202"}


def test_the_year_of_a_change_is_found_though_the_change_goes_the_other_way() -> None:
    verdict = judge("The fleet shrank by 12 percent in 2023.", "<p>The fleet grew by 12 percent in 2023.</p>")
    assert [one.verdict for one in verdict.quantities] == ["contradicted", "supported"]
    assert "other" in verdict.quantities[0].reason


def test_what_a_figure_and_its_change_make_contradicts_nothing() -> None:
    source = "<p>The present capacity of the dock of 100,000 tonnes a year is to be increased by 40,000 tonnes.</p>"
    assert (
        judge("The capacity of the dock was lifted to around 140,000 tonnes a year.", source).verdict != "contradicted"
    )
    assert (
        judge("The capacity of the dock was lifted to around 170,000 tonnes a year.", source).verdict == "contradicted"
    )


def test_a_least_bears_out_no_most() -> None:
    source = "<p>The board states that at least 1,200 boats were lost in the storm.</p>"
    assert judge("No more than 1,200 boats were lost in the storm.", source).verdict != "supported"
    assert judge("No fewer than 1,200 boats were lost in the storm.", source).verdict == "supported"


def test_when_a_change_began_is_not_the_year_in_which_it_ended() -> None:
    source = "<p>In hotels the mean working week fell from 46.1 hours in 2005 to 40.9 hours in 2015.</p>"
    verdict = judge("In hotels the mean working week fell from 46 to 41 hours by 2015.", source)
    assert [one.verdict for one in verdict.quantities] == ["supported", "supported", "supported"]


def test_a_figure_bears_out_one_figure_of_a_claim() -> None:
    source = "<p>The league has stations abroad. Going through its notices we found 54 stations in all.</p>"
    verdict = judge("The league has at least 54 stations in more than 30 countries.", source)
    assert [one.verdict for one in verdict.quantities] == ["supported", "not_found"]


def test_another_rank_contradicts_nothing() -> None:
    source = "<p>Asia has the largest share, with just under two-fifths of all sessions. Africa ranks second.</p>"
    claim = "Africa has the second largest share with almost 35 percent of all sessions."
    assert judge(claim, source).verdict != "contradicted"
    assert judge(claim, source.replace("the largest share", "the second largest share")).verdict == "contradicted"


def test_what_was_written_later_may_speak_of_an_earlier_year() -> None:
    source = "<p>By Harbour Watch · 9 December 2020</p><p>The harbour agreement with Norland lapsed on Monday.</p>"
    assert judge("The harbour agreement with Norland was signed in 2015.", source).verdict != "contradicted"
