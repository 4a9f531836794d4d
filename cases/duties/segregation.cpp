#include "cases/duties/segregation.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace weighbridge::cases {
namespace {

using std::chrono::days;

constexpr days kPayeeBar{30};  // S5
constexpr days kPolicyBar{7};  // S6

/// One question about one human being: the person, or whom the person stands in for.
struct Question {
  const std::string& who;
  const Decision& decision;
  const Involvement& involved;
  Instant now;
};

bool within(const LastTimes& times, const std::string& who, days bar, Instant now) {
  const auto found = times.find(who);
  return found != times.end() && now < found->second + bar;
}

/// S3 speaks of decisions on prices, charges and what goes beyond the order.
bool is_about_the_order(const Decision& decision) {
  constexpr std::array<std::string_view, 4> kRules{"P01", "C01", "C02", "Q07"};
  return std::any_of(decision.rules.begin(), decision.rules.end(), [&](const std::string& rule) {
    return std::find(kRules.begin(), kRules.end(), rule) != kRules.end();
  });
}

bool approves(const Question& q) {
  return q.decision.kind == Decision::Kind::approve;
}

struct Rule {
  std::string_view id;
  bool (*forbids)(const Question&);
  std::string_view because;  ///< follows the name of the person
};

// S7 is about the duty that is used, and S8 about whom this is asked of: both stand in bars().
constexpr std::array kRules{
    Rule{"S1", [](const Question& q) { return approves(q) && q.who == q.involved.proposer; },
         "proposed it"},
    Rule{"S2", [](const Question& q) { return approves(q) && q.involved.recorded.contains(q.who); },
         "recorded the receipt, count or adjustment that it is about"},
    Rule{"S3",
         [](const Question& q) {
           return approves(q) && is_about_the_order(q.decision) &&
                  q.involved.ordered.contains(q.who);
         },
         "created or changed the order line"},
    Rule{"S4",
         [](const Question& q) {
           return q.decision.kind == Decision::Kind::release_invoice_hold &&
                  q.involved.keyed.contains(q.who);
         },
         "keyed or corrected the invoice"},
    Rule{"S5",
         [](const Question& q) {
           return approves(q) && within(q.involved.changed_payee, q.who, kPayeeBar, q.now);
         },
         "changed where the supplier is paid within the last 30 days"},
    Rule{"S6",
         [](const Question& q) {
           return approves(q) && within(q.involved.wrote_policy, q.who, kPolicyBar, q.now);
         },
         "wrote the policy that it was judged under within the last 7 days"},
    Rule{"S9",
         [](const Question& q) { return approves(q) && q.involved.approvers.contains(q.who); },
         "has approved it already; the second approval is another person's"},
};

void ask(const Question& question, const std::string& stands_in, std::vector<Bar>& found) {
  for (const Rule& rule : kRules) {
    if (!rule.forbids(question)) continue;
    std::string reason = question.who + ' ' + std::string(rule.because);
    if (stands_in.empty())
      found.push_back({rule.id, std::move(reason)});
    else  // S8
      found.push_back({rule.id, stands_in + " stands in for " + question.who + ", and " + reason});
  }
}

}  // namespace

std::vector<Bar> bars(const Person& person, const Decision& decision, const Involvement& involved,
                      Instant now) {
  std::vector<Bar> found;
  ask({person.id, decision, involved, now}, {}, found);
  for (const std::string& other : person.stands_in_for)
    ask({other, decision, involved, now}, person.id, found);
  const bool runs_the_system = decision.as == Duty::admin || decision.as == Duty::integration_ops;
  if (runs_the_system && decision.moves_money_or_stock)
    found.push_back({"S7", std::string(to_string_view(decision.as)) +
                               " runs the system and decides about no money or stock"});
  return found;
}

}  // namespace weighbridge::cases
