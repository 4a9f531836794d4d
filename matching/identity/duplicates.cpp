#include "matching/identity/duplicates.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>

#include "matching/attach/attached_line.hpp"
#include "matching/billing/document_amounts.hpp"
#include "matching/identity/normalise.hpp"
#include "matching/unjudgeable.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

/// One invoice as it is compared.
struct Candidate {
  const LiveDocument* live = nullptr;
  std::size_t index = 0;
  std::string number;  ///< normalised
  std::string party;   ///< supplier group and kind: only equals are compared
  Money gross;
  const QuotedUnits* units = nullptr;

  const Receipt& receipt() const { return live->receipt(); }
  Date date() const { return receipt().document.date.value_or(Date{}); }
};

/// Order, line of it and quantity; the item stands in for a line that is not quoted.
using LineKey = std::tuple<std::string_view, std::string_view, std::string_view, Rational>;

std::string_view item_name(const ItemRef& item) {
  if (!item.sku.empty()) return item.sku;
  return !item.vendor.empty() ? item.vendor : item.gtin;
}

/// What it bills, in base units where they are known.
std::multiset<LineKey> line_keys(const Candidate& candidate) {
  const Receipt& r = candidate.receipt();
  std::multiset<LineKey> keys;
  blaming([&] { return std::vector{&r}; },
          [&] {
            for (const ReceiptLine& line : r.lines) {
              const std::string_view number = line_number(line.po_line);
              keys.emplace(quoted_order(r, line), number,
                           number.empty() ? item_name(line.item) : std::string_view(),
                           candidate.units->base_quantity(*candidate.live, line));
            }
          });
  return keys;
}

/// The receipts and shipments that an invoice quotes.
std::set<std::string_view> quoted(const Receipt& r) {
  std::set<std::string_view> names;
  const auto add = [&](const std::string& name) {
    if (!name.empty()) names.insert(name);
  };
  add(r.references.ship_notice);
  add(r.references.bill_of_lading);
  for (const ReceiptLine& line : r.lines) {
    add(line.references.receipt);
    add(line.references.ship_notice);
    add(line.references.bill_of_lading);
  }
  return names;
}

bool share_none(const Receipt& a, const Receipt& b) {
  const auto x = quoted(a);
  const auto y = quoted(b);
  if (x.empty() || y.empty()) return false;
  return std::none_of(x.begin(), x.end(), [&](std::string_view name) { return y.contains(name); });
}

bool similar_numbers(const Candidate& a, const Candidate& b) {
  constexpr std::size_t kShortest = 5;
  if (a.number == b.number) return true;
  return a.number.size() >= kShortest && b.number.size() >= kShortest &&
         within_one_edit(a.number, b.number);
}

bool same_gross(const Candidate& a, const Candidate& b) {
  return a.gross == b.gross && a.receipt().currency == b.receipt().currency;
}

auto days_apart(const Candidate& a, const Candidate& b) {
  return std::chrono::abs(a.date() - b.date());
}

/// M-9.2
bool is_exact(const Candidate& a, const Candidate& b, const Policy& policy) {
  if (a.number != b.number || days_apart(a, b) > policy.windows.duplicate) return false;
  return a.receipt().document.number == b.receipt().document.number || same_gross(a, b);
}

/// One row of M-9.3, in hundredths.
struct ScoreRow {
  int weight;
  std::string_view what;
  bool (*holds)(const Candidate&, const Candidate&);
};

constexpr ScoreRow kScore[] = {
    {35, "similar numbers", similar_numbers},
    {35, "the same gross total", same_gross},
    {20, "the same lines and quantities",
     [](const Candidate& a, const Candidate& b) { return line_keys(a) == line_keys(b); }},
    {10, "at most 7 days apart",
     [](const Candidate& a, const Candidate& b) {
       return days_apart(a, b) <= std::chrono::days{7};
     }},
    {-20, "they quote different receipts or shipments",
     [](const Candidate& a, const Candidate& b) { return share_none(a.receipt(), b.receipt()); }},
};

Decimal score(const Candidate& a, const Candidate& b, std::vector<std::string>& arithmetic) {
  Decimal sum;
  for (const ScoreRow& row : kScore) {
    if (!row.holds(a, b)) continue;
    const Decimal weight = Decimal::from_millionths(Int128{row.weight} * 10'000);
    sum += weight;
    arithmetic.push_back(sentence("M-9.3 ", row.what, ": ", weight.to_string(2)));
  }
  arithmetic.push_back(sentence("M-9.3 score ", sum.to_string(2)));
  return sum;
}

class DuplicateFinder {
 public:
  DuplicateFinder(std::span<const Decision> decisions, const Policy& policy)
      : decisions_(decisions), policy_(policy) {}

  DuplicateVerdict judge(const Candidate& c) {
    DuplicateVerdict verdict = compare(c);
    if (verdict.kind != DuplicateKind::none) {
      if (decided(c, DecisionKind::release_duplicate)) verdict = {};
      verdict.voided = decided(c, DecisionKind::void_duplicate);
    }
    if (verdict.kind == DuplicateKind::none) remember(c);
    return verdict;
  }

 private:
  using Index = std::unordered_map<std::string, std::vector<Candidate>>;
  static constexpr Decimal kNumberAndTotal = Decimal::from_millionths(700'000);

  static std::string number_key(const Candidate& c) { return sentence(c.party, "#", c.number); }

  /// Two numbers one edit apart share a spelling with one character left out, so only invoices
  /// that may be similar ever meet. Suspicion needs a similar number and the same total: nothing
  /// else reaches 0.70. Where the policy is content with less, one of the two is enough to meet.
  std::vector<std::string> suspect_keys(const Candidate& c) const {
    const std::string total = sentence(c.party, "$", c.gross.value.to_string());
    std::vector<std::string> keys;
    if (policy_.duplicate_score < kNumberAndTotal) keys.push_back(total);
    const std::string stem =
        policy_.duplicate_score < kNumberAndTotal ? sentence(c.party, "~") : sentence(total, "#");
    keys.push_back(stem + c.number);
    for (std::size_t i = 0; i < c.number.size(); ++i) {
      keys.push_back(stem + std::string(c.number).erase(i, 1));
    }
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    return keys;
  }

  DuplicateVerdict compare(const Candidate& c) {
    for (const Candidate& earlier : by_number_[number_key(c)]) {
      if (!is_exact(earlier, c, policy_)) continue;
      const std::string& first = earlier.receipt().document.number;
      const std::string& second = c.receipt().document.number;
      return {DuplicateKind::exact,
              &earlier.receipt(),
              {sentence("M-9.1 \"", first, "\" and \"", second, "\" both read ", c.number),
               sentence("M-9.2 ", to_string(earlier.date()), " and ", to_string(c.date()), " are ",
                        std::to_string(days_apart(earlier, c).count()), " days apart")},
              false};
    }
    for (const std::string& key : suspect_keys(c)) {
      for (const Candidate& earlier : by_suspicion_[key]) {
        std::vector<std::string> arithmetic;
        if (score(earlier, c, arithmetic) < policy_.duplicate_score) continue;
        return {DuplicateKind::suspect, &earlier.receipt(), std::move(arithmetic), false};
      }
    }
    return {};
  }

  bool decided(const Candidate& c, DecisionKind kind) const {
    return std::any_of(decisions_.begin(), decisions_.end(), [&](const Decision& d) {
      return d.kind == kind && d.document == c.receipt().document.number &&
             (d.supplier.empty() || d.supplier == c.receipt().supplier);
    });
  }

  void remember(const Candidate& c) {
    by_number_[number_key(c)].push_back(c);
    for (const std::string& key : suspect_keys(c)) by_suspicion_[key].push_back(c);
  }

  std::span<const Decision> decisions_;
  const Policy& policy_;
  Index by_number_, by_suspicion_;
};

std::vector<Candidate> in_business_order(std::span<const LiveDocument> invoices,
                                         const SupplierGroups& groups, const QuotedUnits& units) {
  std::vector<Candidate> candidates;
  candidates.reserve(invoices.size());
  for (std::size_t i = 0; i < invoices.size(); ++i) {
    const Receipt& r = invoices[i].receipt();
    Candidate& c = candidates.emplace_back();
    c.live = &invoices[i];
    c.index = i;
    c.number = normalised_number(r.document.number);
    c.party = sentence(groups.group_of(r.supplier), is_credit(r) ? "-" : "+");
    c.units = &units;
    blaming([&] { return std::vector{&r}; }, [&] { c.gross = gross_of(*c.live); });
  }
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    const auto key = [](const Candidate& c) {
      return std::tuple(c.date(), std::string_view(c.number),
                        std::string_view(c.receipt().document.number), c.gross,
                        std::string_view(c.live->accepted->content_hash),
                        std::string_view(c.live->accepted->source), c.live->accepted->sequence);
    };
    return key(a) < key(b);
  });
  return candidates;
}

}  // namespace

std::vector<DuplicateVerdict> find_duplicates(std::span<const LiveDocument> invoices,
                                              std::span<const Decision> decisions,
                                              const SupplierGroups& groups,
                                              const QuotedUnits& units, const Policy& policy) {
  std::vector<DuplicateVerdict> verdicts(invoices.size());
  DuplicateFinder finder(decisions, policy);
  for (const Candidate& c : in_business_order(invoices, groups, units)) {
    verdicts[c.index] = finder.judge(c);
  }
  return verdicts;
}

}  // namespace weighbridge::matching
