"""A fødselsnummer is told from other numbers. All of these are synthetic: no month is so large."""

from __future__ import annotations

import pytest

from skolemiljo_cli.model.national_id import has_national_id


@pytest.mark.parametrize(
    "text",
    [
        "15811210045",
        "Nummeret er 158112 10045.",
        "158112-10045",
        "(158112.10045)",
        "55810310021",  # a D-number
        "født 078115, 07811510186",
    ],
)
def test_a_number_with_a_day_and_right_control_digits_is_seen(text):
    assert has_national_id(text)


@pytest.mark.parametrize(
    "text",
    [
        "15811210046",  # the last digit is wrong
        "15811210145",  # the first of them is
        "115811210045",  # a digit too many
        "158112100451",
        "35811210045",  # no such day
        "15811 210045",
        "1581,12 10045",
        "4722 22 55 55 00",
        "1234.56.78903",  # an account
        "2026-11-20T14:10",
        "١٥٨١١٢١٠٠٤٥",
        "",
    ],
)
def test_other_numbers_are_let_be(text):
    assert not has_national_id(text)


@pytest.mark.parametrize("number", ["32819000181", "72819000094", "00819000190", "40819000184"])
def test_a_day_just_outside_a_month_is_no_number_though_its_control_digits_are_right(number):
    assert not has_national_id(number)


def test_any_other_digit_makes_another_number():
    number = "15811210045"
    others = {
        number[:at] + digit + number[at + 1 :]
        for at in range(11)
        for digit in "0123456789"
        if digit != number[at]
    }
    assert [one for one in others if has_national_id(one)] == []
