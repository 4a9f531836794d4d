#include <algorithm>
#include <random>

#include <catch2/catch.hpp>

#include "tests/matching/card.hpp"
#include "tests/matching/printed.hpp"

namespace weighbridge::matching::cards {

namespace {

std::vector<Card> all_cards() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(
           std::filesystem::path(WEIGHBRIDGE_SOURCE_DIR) / "tests" / "cards")) {
    if (entry.path().extension() == ".card") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<Card> cards;
  for (const auto& file : files) {
    for (Card& card : read_cards(file)) cards.push_back(std::move(card));
  }
  return cards;
}

}  // namespace

TEST_CASE("Every card comes out as it says") {
  const std::vector<Card> cards = all_cards();
  REQUIRE(cards.size() >= 20);
  for (const Card& card : cards) {
    for (const Step& step : card.steps) {
      CAPTURE(card.file, card.name);
      const auto wrong = differences(step, judge_step(card, step));
      for (const std::string& difference : wrong) {
        UNSCOPED_INFO(difference);
      }
      CHECK(wrong.empty());
    }
  }
}

TEST_CASE("Every card is additive: gross is the sum of its parts (24.3)") {
  for (const Card& card : all_cards()) {
    for (const Step& step : card.steps) {
      for (const InvoiceResult& r : judge_step(card, step).invoices) {
        CAPTURE(card.name, r.invoice);
        CHECK(r.gross == r.payable_now + r.blocked + r.disputed + r.consequential_tax + r.waiting);
      }
    }
  }
}

TEST_CASE("No card depends on the order of arrival (24.1, M-3.5)") {
  std::mt19937 random(20260301);
  for (const Card& card : all_cards()) {
    for (const Step& step : card.steps) {
      const std::string expected = printed(judge_step(card, step));
      for (int round = 0; round < 5; ++round) {
        Step shuffled = step;
        std::shuffle(shuffled.receipts.begin(), shuffled.receipts.end(), random);
        std::shuffle(shuffled.events.begin(), shuffled.events.end(), random);
        CAPTURE(card.name);
        CHECK(printed(judge_step(card, shuffled)) == expected);
      }
    }
  }
}

TEST_CASE("Every card stands a second delivery of everything (24.2, M-3.2)") {
  for (const Card& card : all_cards()) {
    for (const Step& step : card.steps) {
      Step doubled = step;
      for (AcceptedReceipt again : step.receipts) {
        again.sequence += step.receipts.size();
        doubled.receipts.push_back(again);
      }
      doubled.events.insert(doubled.events.end(), step.events.begin(), step.events.end());
      CAPTURE(card.name);
      CHECK(printed(judge_step(card, doubled), "DUPLICATE_DELIVERY") ==
            printed(judge_step(card, step), "DUPLICATE_DELIVERY"));
    }
  }
}

}  // namespace weighbridge::matching::cards
