#include "matching/identity/versions.hpp"

#include <algorithm>
#include <tuple>

#include "matching/identity/normalise.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

using Version = const AcceptedReceipt*;
using Versions = std::span<const Version>;

/// What a stage's documents do to one another when they share an identity.
int identity_kind(const Receipt& r) {
  if (r.document.purpose == Purpose::reversal) return 100 + static_cast<int>(r.stage);
  if (r.stage == Stage::invoiced && is_credit(r)) return 50;
  return static_cast<int>(r.stage);
}

/// M-3.1: partner, type and number. A warehouse numbers its receipts itself, so there the site is
/// the partner beside the supplier.
auto identity(const Receipt& r) {
  const std::string_view site =
      r.stage == Stage::received ? std::string_view(r.site) : std::string_view();
  return std::tuple(identity_kind(r), std::string_view(r.supplier.str()), site,
                    std::string_view(r.document.number));
}

/// An original comes before what replaces it, and that before its cancellation, when the
/// documents' own times do not tell.
int purpose_rank(Purpose purpose) {
  switch (purpose) {
    case Purpose::original:
      return 0;
    case Purpose::duplicate:
      return 1;
    case Purpose::correction:
      return 2;
    case Purpose::replace:
      return 3;
    case Purpose::cancel:
      return 4;
    case Purpose::reversal:
      return 5;
  }
  return 6;
}

bool control_less(std::string_view a, std::string_view b) {
  return line_number_less(a, b);
}

Instant own_time(const Receipt& r, bool all_have_times) {
  if (all_have_times) return *r.document.time;
  if (r.document.date) return Instant{*r.document.date};
  return r.document.time ? Instant{std::chrono::floor<std::chrono::days>(*r.document.time)}
                         : Instant::min();
}

/// M-3.4. Times are used only where every version of the document has one: a date beside a time
/// would put the version of the same day first whichever it is.
void sort_versions(std::span<Version> versions) {
  const bool times = std::all_of(versions.begin(), versions.end(),
                                 [](Version v) { return v->receipt.document.time.has_value(); });
  std::sort(versions.begin(), versions.end(), [times](Version a, Version b) {
    const Instant at_a = own_time(a->receipt, times);
    const Instant at_b = own_time(b->receipt, times);
    if (at_a != at_b) return at_a < at_b;
    if (control_less(a->interchange_control, b->interchange_control)) return true;
    if (control_less(b->interchange_control, a->interchange_control)) return false;
    const auto rest = [](Version v) {
      return std::tuple(purpose_rank(v->receipt.document.purpose), v->sequence,
                        std::string_view(v->content_hash), std::string_view(v->source));
    };
    return rest(a) < rest(b);
  });
}

bool same_content(const AcceptedReceipt& a, const AcceptedReceipt& b) {
  if (!a.content_hash.empty() && !b.content_hash.empty()) return a.content_hash == b.content_hash;
  Receipt x = a.receipt;
  Receipt y = b.receipt;
  x.recorded.reset();
  y.recorded.reset();
  return x == y;
}

bool beyond(Decimal value, std::int64_t limit) {
  return value > Decimal::from_integer(limit) || value < Decimal::from_integer(-limit);
}

/// Figures with which exact arithmetic could leave 128 bits further on. No trade comes near them;
/// whoever sends them has shifted a column or a decimal point.
bool absurd(const Receipt& r) {
  constexpr std::int64_t kQuantity = 10'000'000'000;
  constexpr std::int64_t kPrice = 1'000'000'000;
  constexpr std::int64_t kAmount = 1'000'000'000'000'000;
  constexpr std::int64_t kRate = 1'000'000;
  const auto too_large = [](const auto& value, std::int64_t limit) {
    return value && beyond(value->value, limit);
  };
  const bool in_lines = std::any_of(r.lines.begin(), r.lines.end(), [&](const ReceiptLine& l) {
    return beyond(l.quantity.value, kQuantity) || too_large(l.unit_price, kPrice) ||
           too_large(l.price_basis, kQuantity) || too_large(l.amount, kAmount);
  });
  const bool in_taxes = std::any_of(r.taxes.begin(), r.taxes.end(), [&](const Tax& tax) {
    return beyond(tax.amount.value, kAmount) || too_large(tax.base, kAmount) ||
           too_large(tax.rate, kRate);
  });
  const bool in_charges = std::any_of(r.charges.begin(), r.charges.end(), [&](const Charge& c) {
    return beyond(c.amount.value, kAmount);
  });
  return in_lines || in_taxes || in_charges || too_large(r.exchange_rate, kRate) ||
         too_large(r.totals.amount, kAmount) || too_large(r.totals.tax, kAmount);
}

class VersionSorter {
 public:
  VersionSorter(LiveDocuments& live, std::span<const Decision> decisions, Judgement& out)
      : live_(live), decisions_(decisions), out_(out) {}

  void take(std::span<Version> versions) {
    sort_versions(versions);
    const Receipt& any = versions.front()->receipt;
    const std::vector<Version> distinct = without_repeats(versions);
    if (any.document.purpose == Purpose::reversal) return take_reversals(distinct);
    switch (any.stage) {
      case Stage::ordered:
        return take_orders(distinct);
      case Stage::shipped:
        return take_shipments(distinct);
      case Stage::received:
        return take_counted(distinct, live_.receipts);
      case Stage::accrued:
        return take_counted(distinct, live_.postings);
      case Stage::invoiced:
        return take_invoices(distinct);
    }
  }

 private:
  /// M-3.2: the same content again is the same delivery again.
  std::vector<Version> without_repeats(Versions versions) {
    std::vector<Version> distinct;
    for (Version v : versions) {
      const auto first = std::find_if(distinct.begin(), distinct.end(),
                                      [&](Version seen) { return same_content(*seen, *v); });
      if (first == distinct.end()) {
        distinct.push_back(v);
      } else {
        note("DUPLICATE_DELIVERY", v, "the same content was delivered before; nothing changes");
      }
    }
    return distinct;
  }

  /// A copy marked as such changes nothing when the original is known (M-3.2); alone it is a
  /// purpose that we do not guess about.
  bool is_known_copy(Version v, bool original_known) {
    if (v->receipt.document.purpose != Purpose::duplicate || !original_known) return false;
    note("DUPLICATE_DELIVERY", v, "marked as a copy of a document that is known");
    return true;
  }

  void take_orders(Versions versions) {
    for (Version v : versions) {
      if (!is_known_copy(v, v != versions.front())) live_.orders.push_back({v, nullptr});
    }
  }

  void take_reversals(Versions versions) {
    live_.reversals.push_back({versions.front(), nullptr});
    for (Version v : versions.subspan(1)) refuse_second(v);
  }

  /// A replacement states the whole shipment anew, so it settles which original was meant (D03).
  void take_shipments(Versions versions) {
    LiveDocument current;
    std::vector<SecondOriginal> seconds;
    for (Version v : versions) {
      switch (v->receipt.document.purpose) {
        case Purpose::original:
          if (current.accepted == nullptr || current.cancellation != nullptr) {
            current = {v, nullptr};
          } else {
            seconds.push_back({current.accepted, v});
          }
          break;
        case Purpose::replace:
          supersede(current.accepted, v);
          for (const SecondOriginal& pair : seconds) supersede(pair.second, v);
          seconds.clear();
          current = {v, nullptr, current.first == nullptr ? current.accepted : current.first};
          break;
        case Purpose::cancel:
          current.cancellation = v;
          break;
        default:
          if (!is_known_copy(v, current.accepted != nullptr)) refuse_purpose(v);
      }
    }
    live_.second_originals.insert(live_.second_originals.end(), seconds.begin(), seconds.end());
    finish(current, live_.shipments);
  }

  /// Receipts and postings: a second original is kept out, a replacement counts instead.
  void take_counted(Versions versions, std::vector<LiveDocument>& live) {
    LiveDocument current;
    for (Version v : versions) {
      switch (v->receipt.document.purpose) {
        case Purpose::original:
          if (current.accepted == nullptr) {
            current = {v, nullptr};
          } else {
            refuse_second(v);
          }
          break;
        case Purpose::replace:
          supersede(current.accepted, v);
          current = {v, nullptr};
          break;
        case Purpose::cancel:
          if (current.accepted != nullptr) supersede(current.accepted, v);
          current = {};
          break;
        default:
          if (!is_known_copy(v, current.accepted != nullptr)) refuse_purpose(v);
      }
    }
    finish(current, live);
  }

  /// A second original invoice is not decided here: section 9 compares it (D01, D02).
  void take_invoices(Versions versions) {
    std::vector<Version> current;
    const bool released = is_released(versions.front()->receipt);
    for (Version v : versions) {
      const Purpose purpose = v->receipt.document.purpose;
      if (released && !current.empty() &&
          (purpose == Purpose::replace || purpose == Purpose::cancel)) {
        refuse(v, "SEQUENCE", "RELEASED_TO_PAYMENT",
               "changes an invoice of which something was released to payment",
               "ask the supplier for a credit");
        continue;
      }
      switch (purpose) {
        case Purpose::original:
          current.push_back(v);
          break;
        case Purpose::replace:
          supersede(current.empty() ? nullptr : current.back(), v);
          if (!current.empty()) current.pop_back();
          current.push_back(v);
          break;
        case Purpose::cancel:
          if (current.empty()) {
            refuse(v, "SEQUENCE", "NOTHING_TO_CANCEL", "cancels an invoice that is not known",
                   "send the invoice first, or check its number");
          } else {
            supersede(current.back(), v);
            current.pop_back();
          }
          break;
        case Purpose::duplicate:
          if (!is_known_copy(v, !current.empty())) live_.copies.push_back({v, nullptr});
          break;
        default:
          matching::refuse_purpose(*v, out_);
      }
    }
    for (Version v : current) live_.invoices.push_back({v, nullptr});
  }

  bool is_released(const Receipt& invoice) const {
    return std::any_of(decisions_.begin(), decisions_.end(), [&](const Decision& d) {
      return d.kind == DecisionKind::release_payment && d.document == invoice.document.number &&
             (d.supplier.empty() || d.supplier == invoice.supplier);
    });
  }

  void finish(const LiveDocument& current, std::vector<LiveDocument>& live) {
    if (current.accepted != nullptr) {
      live.push_back(current);
    } else if (current.cancellation != nullptr) {
      refuse(current.cancellation, "SEQUENCE", "NOTHING_TO_CANCEL",
             "cancels a document that is not known",
             "send the document first, or check its number");
    }
  }

  void supersede(Version older, Version newer) {
    if (older == nullptr) {
      note("REPLACE_WITHOUT_ORIGINAL", newer, "replaces a document that never came; it counts");
    } else {
      note("SUPERSEDED", older, "a later version of this document counts instead");
    }
  }

  void refuse_second(Version v) {
    refuse(v, "DUPLICATE", "SECOND_ORIGINAL",
           "a document of this number with other content is already in force",
           "send it as a replacement, or under a number of its own");
  }

  void refuse_purpose(Version v) { matching::refuse_purpose(*v, out_); }

  void refuse(Version v, std::string_view error_class, std::string_view code,
              std::string_view message, std::string_view mend) {
    out_.refusals.push_back({v->receipt.document.number, v->source, std::string(error_class),
                             std::string(code), std::string(message), std::string(mend),
                             v->receipt.supplier, v->receipt.document.number});
  }

  void note(std::string_view name, Version v, std::string_view text) {
    Note n;
    n.note = name;
    n.anchor = document_anchor(v->receipt);
    n.document = v->receipt.document.number;
    n.text = text;
    n.currency = v->receipt.currency;
    out_.notes.push_back(std::move(n));
  }

  LiveDocuments& live_;
  std::span<const Decision> decisions_;
  Judgement& out_;
};

}  // namespace

void refuse_purpose(const AcceptedReceipt& accepted, Judgement& out) {
  const DocumentId& document = accepted.receipt.document;
  out.refusals.push_back({document.number, accepted.source, "MAPPING", "PURPOSE_NOT_AGREED",
                          sentence("the purpose \"", to_string_view(document.purpose),
                                   "\" has no agreed meaning for this document"),
                          "send the whole document as a replacement", accepted.receipt.supplier,
                          document.number});
}

bool is_credit(const Receipt& r) {
  if (r.document.kind == DocumentKind::credit_note) return true;
  return r.stage == Stage::invoiced && r.totals.amount && r.totals.amount->is_negative();
}

Anchor document_anchor(const Receipt& r) {
  Anchor anchor;
  anchor.supplier = r.supplier;
  if (r.stage == Stage::invoiced) {
    anchor.invoice = r.document.number;
  } else if (r.stage == Stage::ordered) {
    anchor.po = PoNumber(r.document.number);
  } else {
    anchor.po = PoNumber(r.references.po);
  }
  return anchor;
}

LiveDocuments select_live(std::span<const AcceptedReceipt* const> receipts,
                          const Excluded& excluded, std::span<const Decision> decisions,
                          Judgement& out) {
  std::vector<Version> all;
  all.reserve(receipts.size());
  for (const Version r : receipts) {
    if (excluded.contains(&r->receipt) || absurd(r->receipt)) {
      out.refusals.push_back({r->receipt.document.number, r->source, "SEMANTIC", "TOO_LARGE",
                              "a quantity, price or amount is too large to be meant",
                              "check the columns and decimal points, and send it again",
                              r->receipt.supplier, r->receipt.document.number});
    } else {
      all.push_back(r);
    }
  }
  std::sort(all.begin(), all.end(),
            [](Version a, Version b) { return identity(a->receipt) < identity(b->receipt); });

  LiveDocuments live;
  VersionSorter sorter(live, decisions, out);
  for (auto first = all.begin(); first != all.end();) {
    const auto last = std::find_if(first, all.end(), [&](Version v) {
      return identity(v->receipt) != identity((*first)->receipt);
    });
    sorter.take(std::span(first, last));
    first = last;
  }
  return live;
}

}  // namespace weighbridge::matching
