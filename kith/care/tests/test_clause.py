"""A promise of the agreement can be named when something went wrong: of one's own group, in its own words."""

from kith.care.models import Telling


def test_a_promise_can_be_named_when_telling_but_only_of_ones_own_group(client, cast):
    clause, url = "What is said here stays here.", f"/tell/?group={cast.group.ref}"
    client.force_login(cast.charlie)
    assert clause not in client.get(url).content.decode()
    client.force_login(cast.ben)
    assert clause in client.get(url).content.decode()
    client.post(url, {"to": cast.group.ref, "words": "x", "clause": "Made up."})
    assert not Telling.objects.exists()
    client.post(url, {"to": cast.group.ref, "words": "x", "clause": clause})
    one = Telling.objects.get()
    client.force_login(cast.ana)
    assert clause in client.get(one.get_absolute_url()).content.decode()
