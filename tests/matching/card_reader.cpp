#include <fstream>
#include <sstream>
#include <stdexcept>

#include "tests/matching/card.hpp"
#include "tests/matching/card_world.hpp"

namespace weighbridge::matching::cards {

namespace {

class CardReader {
 public:
  explicit CardReader(const std::filesystem::path& file) : file_(file) {}

  std::vector<Card> read() {
    std::ifstream in(file_);
    if (!in) throw std::runtime_error("can not read " + file_.string());
    for (std::string text; std::getline(in, text);) {
      ++number_;
      if (const auto hash = text.find('#'); hash != std::string::npos) text.erase(hash);
      try {
        if (!split(text).empty()) take(text);
      } catch (const std::exception& error) {
        throw std::runtime_error(file_.string() + ":" + std::to_string(number_) + ": " +
                                 error.what());
      }
    }
    return std::move(cards_);
  }

 private:
  void take(const std::string& text) {
    const bool indented = text.front() == ' ';
    if (indented) {
      if (!expecting_) throw std::runtime_error("an indented line belongs below expect");
      cards_.back().steps.back().expected.push_back({split(text), number_});
      return;
    }
    expecting_ = false;
    Cursor words(split(text));
    const std::string verb = words.next();
    if (verb == "card") return start(text.substr(5));
    if (cards_.empty()) throw std::runtime_error("a card begins with: card NAME");
    if (verb == "expect") return expect();
    if (verb == "site") {
      const std::string site = words.next();
      cards_.back().hours_ahead[site] = std::stoi(words.next());
      return;
    }
    const std::string source = file_.filename().string() + ":" + std::to_string(number_);
    world_.take(verb, words, text, source, cards_.back().reference);
  }

  void start(const std::string& name) {
    cards_.emplace_back();
    cards_.back().name = name;
    cards_.back().file = file_.filename().string();
    world_ = {};
  }

  void expect() {
    cards_.back().steps.push_back(world_.step());
    cards_.back().steps.back().line = number_;
    expecting_ = true;
  }

  std::filesystem::path file_;
  int number_ = 0;
  bool expecting_ = false;
  CardWorld world_;
  std::vector<Card> cards_;
};

}  // namespace

namespace {

/// Sites whose clocks are some hours ahead of UTC, all year round.
class OffsetClock final : public SiteClock {
 public:
  explicit OffsetClock(const std::map<std::string, int>& hours_ahead) : ahead_(hours_ahead) {}
  Instant start_of_day(std::string_view site, Date day) const override {
    return Instant{day} - offset(site);
  }
  Date day_of(std::string_view site, Instant at) const override {
    return std::chrono::floor<std::chrono::days>(at + offset(site));
  }

 private:
  std::chrono::hours offset(std::string_view site) const {
    const auto found = ahead_.find(std::string(site));
    return std::chrono::hours{found == ahead_.end() ? 0 : found->second};
  }
  const std::map<std::string, int>& ahead_;
};

}  // namespace

std::vector<Card> read_cards(const std::filesystem::path& file) {
  return CardReader(file).read();
}

Judgement judge_step(const Card& card, const Step& step) {
  Evidence evidence;
  evidence.receipts = step.receipts;
  evidence.events = step.events;
  evidence.decisions = step.decisions;
  evidence.pending = step.pending;
  evidence.cases = step.cases;
  evidence.reference = &card.reference;
  const OffsetClock clock(card.hours_ahead);
  evidence.clock = &clock;
  return judge(evidence, step.policy, step.as_of);
}

}  // namespace weighbridge::matching::cards
