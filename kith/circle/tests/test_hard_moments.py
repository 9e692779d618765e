"""Cards for hard moments: for everyone signed in, plain, with a way to help on each."""

import pytest
from django.test import Client
from django.urls import reverse

from kith.circle import hard_moments
from tests.cast import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in():
    client = Client()
    client.force_login(person("ben"))
    return client


@pytest.mark.parametrize("path", ["/hard-moments/", "/hard-moments/tears/", "/hard-moments/nothing/"])
def test_signed_out_one_is_asked_to_sign_in_whether_or_not_there_is_a_card(path):
    answer = Client().get(path)
    assert answer.status_code == 302 and answer.url.startswith("/sign-in/")


def test_every_card_is_listed_and_can_be_opened(signed_in):
    listed = signed_in.get(reverse("circle:hard_moments")).content.decode()
    for key, card in hard_moments.cards().items():
        url = reverse("circle:hard_moment", args=[key])
        assert url in listed
        page = signed_in.get(url)
        assert page.status_code == 200 and page.context["card"] == card
        assert reverse("site:help") in page.content.decode()


def test_a_card_that_is_not_there_is_not_found(signed_in):
    assert signed_in.get("/hard-moments/nothing/").status_code == 404
    assert signed_in.post("/hard-moments/tears/").status_code == 405
