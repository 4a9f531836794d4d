#include <algorithm>
#include <utility>

#include "matching/policy.hpp"
#include "matching/yaml_fields.hpp"

namespace weighbridge::matching {
namespace {

class PolicyReading {
 public:
  explicit PolicyReading(PolicyErrors& errors) : errors_(errors), policy_(standard_policy()) {}

  Policy read(const yaml::Node& root) {
    YamlFields fields(root, errors_);
    fields("policy", policy_.id);
    fields("functional_currency", policy_.functional_currency);
    fields("mode", policy_.mode);
    fields("attach_confidence", policy_.attach_confidence);
    fields("duplicate_score", policy_.duplicate_score);
    fields.list("tolerances",
                [this](const yaml::Node& at, YamlFields& f) { read_tolerance(at, f); });
    fields.map("windows", [this](YamlFields& f) { read_windows(f); });
    fields.map("auto_accept", [this](YamlFields& f) {
      f("each", policy_.auto_accept.each);
      f("monthly_per_supplier", policy_.auto_accept.monthly_per_supplier);
    });
    fields.map("adjustments", [this](YamlFields& f) {
      f.strings("reasons", policy_.adjustments.reasons);
      f("evidence_above", policy_.adjustments.evidence_above);
    });
    fields.list("orders", [this](const yaml::Node&, YamlFields& f) { read_order(f); });
    fields.strings("asn_required_suppliers", policy_.asn_required_suppliers);
    fields.list("substitutions",
                [this](const yaml::Node& at, YamlFields& f) { read_substitution(at, f); });
    fields.list("non_po", [this](const yaml::Node&, YamlFields& f) {
      NonPoAllowance& allowance = policy_.non_po.emplace_back();
      f.required("supplier", allowance.supplier);
      f("kind", allowance.kind);
      f.required("ceiling", allowance.ceiling);
    });
    fields("price_date", policy_.price_date);
    fields.strings("po_prefixes", policy_.po_prefixes);
    fields.strings("po_suffixes", policy_.po_suffixes);
    std::vector<std::string> authors;
    std::string approved_by;
    fields.strings("authors", authors);
    fields("approved_by", approved_by);
    fields.refuse_unknown();
    check_shares(root);
    check_authors(root, authors, approved_by);
    return std::move(policy_);
  }

 private:
  void read_tolerance(const yaml::Node& at, YamlFields& fields) {
    Tolerance t;
    fields.required("leg", t.leg);
    fields.required("direction", t.direction);
    fields("pct", t.pct);
    fields("abs_qty", t.abs_qty);
    fields("abs_amt", t.abs_amt);
    fields("days", t.days);
    fields("mode", t.mode);
    fields.map("scope", [&t](YamlFields& scope) {
      scope("supplier", t.scope.supplier);
      scope("item", t.scope.item);
      scope("item_group", t.scope.item_group);
      scope("site", t.scope.site);
    });
    fields("valid_from", t.valid_from);
    fields("valid_to", t.valid_to);
    fields("version", t.version);
    check_tolerance(at, t);
    replace_standard(t);
    policy_.tolerances.push_back(std::move(t));
  }

  void check_tolerance(const yaml::Node& at, const Tolerance& t) {
    const bool is_negative = (t.pct && t.pct->is_negative()) ||
                             (t.abs_qty && t.abs_qty->is_negative()) ||
                             (t.abs_amt && t.abs_amt->is_negative());
    if (is_negative) errors_.add(at, "a limit is negative", "write 0 to allow nothing");
    if (t.days && t.leg != Leg::date) {
      errors_.add(at, "only the leg DATE has a limit in `days`", "take `days` out");
    }
    if ((t.pct || t.abs_qty || t.abs_amt) && t.leg == Leg::date) {
      errors_.add(at, "the leg DATE has no limit but `days`", "write days: 2d");
    }
    if (t.valid_from && t.valid_to && *t.valid_to < *t.valid_from) {
      errors_.add(at, "`valid_to` is before `valid_from`", "swap them");
    }
  }

  /// A record for everything and for all time takes the place of STD-1's; no two records of one
  /// scope are left to choose from (M-7.4 merges no fields).
  void replace_standard(const Tolerance& t) {
    if (t.scope != ToleranceScope{} || t.valid_from || t.valid_to) return;
    const auto is_replaced = [&t](const Tolerance& old) {
      return old.leg == t.leg && old.direction == t.direction && old.scope == t.scope &&
             !old.valid_from && !old.valid_to && old.version <= t.version;
    };
    policy_.tolerances.erase(
        std::remove_if(policy_.tolerances.begin(), policy_.tolerances.end(), is_replaced),
        policy_.tolerances.end());
  }

  void read_windows(YamlFields& fields) {
    Windows& w = policy_.windows;
    fields("erp_posting", w.erp_posting);
    fields("asn_close", w.asn_close);
    fields("transit_grace", w.transit_grace);
    fields("invoice_cover", w.invoice_cover);
    fields("received_not_billed", w.received_not_billed);
    fields("credit", w.credit);
    fields("transfer_grace", w.transfer_grace);
    fields("transfer_orphan", w.transfer_orphan);
    fields("compensation", w.compensation);
    fields("line_due", w.line_due);
    fields("duplicate", w.duplicate);
    fields("po_candidate", w.po_candidate);
    fields("default_lead_days", w.default_lead_days);
  }

  void read_order(YamlFields& fields) {
    OrderPolicy order;
    fields("supplier", order.supplier);
    fields.required("po", order.po);
    fields("po_line", order.po_line);
    fields("mode", order.mode);
    fields("bill_basis", order.bill_basis);
    fields("estimated_price", order.estimated_price);
    fields("asn_required", order.asn_required);
    fields("ship_complete", order.ship_complete);
    fields("self_billing", order.self_billing);
    fields("over_receipt_pct", order.over_receipt_pct);
    fields("under_receipt_pct", order.under_receipt_pct);
    read_agreed(fields, "charges", order.charges);
    read_agreed(fields, "allowances", order.allowances);
    policy_.orders.push_back(std::move(order));
  }

  void read_substitution(const yaml::Node& at, YamlFields& fields) {
    Substitution s;
    fields.required("item", s.item);
    fields.required("substitute", s.substitute);
    fields("supplier", s.supplier);
    fields("ratio", s.ratio);
    fields("price", s.price);
    fields("from", s.from);
    fields("to", s.to);
    fields("approver", s.approver);
    if (s.ratio <= Decimal()) {
      errors_.add(at, "`ratio` is not above zero", "write how many items one substitute is");
      return;
    }
    policy_.substitutions.push_back(std::move(s));
  }

  void read_agreed(YamlFields& fields, std::string_view key, std::vector<AgreedCharge>& out) {
    fields.list(key, [&](const yaml::Node& at, YamlFields& agreed) {
      AgreedCharge charge;
      agreed.required("kind", charge.kind);
      agreed("amount", charge.amount);
      agreed("pct", charge.pct);
      if (charge.amount.has_value() == charge.pct.has_value()) {
        errors_.add(at, "what is agreed must be either an `amount` or a `pct`",
                    "give one of the two");
      }
      out.push_back(std::move(charge));
    });
  }

  /// Confidence and score are shares of one.
  void check_shares(const yaml::Node& root) {
    const Decimal one = Decimal::from_integer(1);
    for (const auto& [key, value] : {std::pair{"attach_confidence", policy_.attach_confidence},
                                     std::pair{"duplicate_score", policy_.duplicate_score}}) {
      const yaml::Node* node = root.find(key);
      if (node == nullptr || (!value.is_negative() && value <= one)) continue;
      errors_.add(*node, "`" + std::string(key) + "` is not between 0 and 1", "write 0.80");
    }
  }

  /// S6: where a version says who wrote it, another person lets it take effect.
  void check_authors(const yaml::Node& root, const std::vector<std::string>& authors,
                     const std::string& approved_by) {
    const yaml::Node* at = root.find("approved_by");
    if (at == nullptr) at = root.find("authors");
    if (at == nullptr) return;
    if (authors.empty() || approved_by.empty())
      errors_.add(*at, "`authors` and `approved_by` go together",
                  "write both, each person by the name signed in with, or neither");
    else if (std::find(authors.begin(), authors.end(), approved_by) != authors.end())
      errors_.add(*at, "`approved_by` is one of the `authors`",
                  "a second person approves each version (S6)");
  }

  PolicyErrors& errors_;
  Policy policy_;
};

}  // namespace

Policy parse_policy(std::string_view file, std::string_view text, std::vector<TableError>& errors) {
  const std::size_t earlier = errors.size();
  PolicyErrors policy_errors(file, errors);
  Findings findings;
  const yaml::Node root = yaml::read(text, findings);
  for (Finding& f : findings) {
    policy_errors.add(f.place.line, f.place.column, std::move(f.message), std::move(f.mend));
  }
  if (root.is_null()) return standard_policy();
  if (!root.is_map()) {
    policy_errors.add(root, "the policy is " + std::string(yaml::describe(root.kind)),
                      "it is a map that begins with `policy: NAME`");
    return standard_policy();
  }
  Policy policy = PolicyReading(policy_errors).read(root);
  std::stable_sort(errors.begin() + static_cast<std::ptrdiff_t>(earlier), errors.end(),
                   [](const TableError& a, const TableError& b) {
                     return std::pair(a.line, a.column) < std::pair(b.line, b.column);
                   });
  return policy;
}

}  // namespace weighbridge::matching
