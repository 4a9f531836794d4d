// Cards: worked cases in a notation that an accounts clerk can read and add to.
// tests/cards/README.md explains it.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "matching/judge.hpp"

namespace weighbridge::matching::cards {

/// One line below `expect`, in words.
struct Expectation {
  std::vector<std::string> words;
  int line = 0;
};

/// The world at one point of a card, and what is expected of it.
struct Step {
  std::vector<AcceptedReceipt> receipts;
  std::vector<AcceptedEvent> events;
  std::vector<Decision> decisions;
  std::vector<PendingMessage> pending;
  std::vector<OpenCase> cases;
  Policy policy;
  Instant as_of{};
  std::vector<Expectation> expected;
  int line = 0;
};

struct Card {
  std::string name;
  std::string file;
  ReferenceData reference;
  std::map<std::string, int> hours_ahead;  ///< of UTC, by site
  std::vector<Step> steps;
};

/// All cards of a file. Throws std::runtime_error with file and line for what it can not read.
std::vector<Card> read_cards(const std::filesystem::path& file);

/// Judges a step.
Judgement judge_step(const Card& card, const Step& step);

/// Everything in which `judgement` is not as expected, one sentence each. A discrepancy that no
/// line expects is one.
std::vector<std::string> differences(const Step& step, const Judgement& judgement);

}  // namespace weighbridge::matching::cards
