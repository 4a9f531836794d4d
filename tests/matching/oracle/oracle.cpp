#include "tests/matching/oracle/oracle.hpp"

#include <algorithm>

namespace weighbridge::oracle {

namespace {

/// To whole cents, ties away from zero (M-1.2).
Number cents(const Number& x) {
  const bool negative = x < 0;
  const Number size = negative ? Number(-x) : x;
  const Number doubled = size * 2 + 1;
  const boost::multiprecision::cpp_int whole =
      numerator(doubled) / (denominator(doubled) * 2);  // floor(x + 1/2)
  return negative ? Number(-whole) : Number(whole);
}

/// The parts of an invoice line in the order in which invoices consume them (M-8.3).
enum Part { payable, waiting, not_received, rejected, beyond, parts };

/// One invoice's line, cut into its parts.
struct Billed {
  const Invoice* invoice = nullptr;
  Number quantity, price;
  Number units[parts], worth[parts];
};

class LineOpinion {
 public:
  LineOpinion(const History& h, int line, std::vector<Finding>& out)
      : h_(h), line_(line), order_(h.order[static_cast<std::size_t>(line)]), out_(out) {}

  void form() {
    receive();
    ship();
    bill();
    post();
  }

  const std::vector<Billed>& billed() const { return billed_; }

 private:
  void add(const char* rule, const std::string& document, const Number& quantity,
           const Number& impact) {
    out_.push_back({rule, document, line_, quantity, impact, false});
  }

  // M-0.5, M-6.1, and what of the receipts alone does not agree.
  void receive() {
    for (const Receiving& r : h_.receivings) {
      const auto found = r.quantity.find(line_);
      if (found == r.quantity.end()) continue;
      const auto [good, damaged] = found->second;
      R_ += good + damaged;
      J_ += damaged;
      const int off = r.day - order_.due;
      if (good > 0 && (off > 2 || off < -3)) add("T03", r.number, good, 0);
      if (damaged > 0 && (off > 2 || off < -3)) add("T03", r.number, damaged, 0);
    }
    const Number O = order_.quantity;
    const Number A = R_ - J_;
    const Number v = A - O;  // nothing is returned in these histories: K = R - J = A
    const bool too_many = v > 0 && (v * 100 > O * 5 || v > 10);
    P_ = too_many ? std::min(A, O) : A;
    if (too_many) add("Q03", "PO-1", v, cents(v * order_.price));
    if (J_ > 0) add("Q10", first_damaged(), J_, cents(J_ * order_.price));
    const Number under = O - A;
    if (under > 0 && under * 100 > O * 5 && h_.as_of > order_.due + 5) {
      add("Q05", "PO-1", under, cents(under * order_.price));
    }
  }

  std::string first_damaged() const {
    const Receiving* first = nullptr;
    for (const Receiving& r : h_.receivings) {
      const auto found = r.quantity.find(line_);
      if (found == r.quantity.end() || found->second.second == 0) continue;
      if (first == nullptr || std::tie(r.day, r.number) < std::tie(first->day, first->number)) {
        first = &r;
      }
    }
    return first->number;
  }

  // M-6.3, M-8.1, and what is in transit.
  void ship() {
    Number S = 0;
    bool announced = false;
    for (const Shipment& s : h_.shipments) {
      const auto found = s.quantity.find(line_);
      if (found == s.quantity.end()) continue;
      announced = true;
      S += found->second;
      ship(s, found->second);
    }
    if (S > order_.quantity) add("Q04", "PO-1", S - order_.quantity, 0);
    if (announced) return;
    int newest = -1;
    for (const Invoice& i : h_.invoices) {
      if (i.lines.contains(line_)) newest = std::max(newest, i.day);
    }
    if (newest >= 0 && h_.as_of <= newest + 5) {
      L_ = std::max(Number(0), Number(order_.quantity) - P_);
    }
  }

  void ship(const Shipment& s, int shipped) {
    Number received = 0;
    bool final = false;
    int first = -1, last = -1;
    for (const Receiving& r : h_.receivings) {
      if (r.shipment != s.number || !r.quantity.contains(line_)) continue;
      const auto [good, damaged] = r.quantity.at(line_);
      received += good + damaged;
      final = final || r.final;
      first = first < 0 ? r.day : std::min(first, r.day);
      last = std::max(last, r.day);
    }
    const bool any = last >= 0;
    // 24 hours after a receipt of which only the day is known: the end of the following day.
    const bool closed = any && (received >= shipped || final || h_.as_of > last + 1);
    const bool overdue = !closed && h_.as_of > s.eta + 2;
    const Number missing = shipped - received;
    if (closed && missing > 0) add("Q01", s.number, missing, cents(missing * order_.price));
    if (closed && missing < 0) add("Q02", s.number, -missing, cents(-missing * order_.price));
    if (overdue && missing > 0) add("T02", s.number, missing, cents(missing * order_.price));
    if (any && s.day > first) add("T01", s.number, 0, 0);
    if (!closed && !overdue) L_ += std::max(Number(0), missing);
  }

  // Section 8.
  void bill() {
    Number B = 0;
    for (const Invoice& i : h_.invoices) {
      const auto found = i.lines.find(line_);
      if (found == i.lines.end()) continue;
      Billed b;
      b.invoice = &i;
      b.quantity = found->second.first;
      b.price = found->second.second;
      B += b.quantity;
      billed_.push_back(b);
    }
    std::sort(billed_.begin(), billed_.end(), [](const Billed& a, const Billed& b) {
      return std::tie(a.invoice->day, a.invoice->number) <
             std::tie(b.invoice->day, b.invoice->number);
    });
    not_billed(B);
    const Number zero = 0, O = order_.quantity;
    const Number e = std::max(zero, Number(B - P_));
    const Number w = std::min({e, L_, std::max(zero, Number(O - P_))});
    const Number q07 =
        std::min(Number(e - w), std::max(zero, Number(B - std::max(O, Number(P_ + w)))));
    const Number q09 = std::min(Number(e - w - q07), J_);
    Number left[parts] = {B - e, w, e - w - q07 - q09, q09, q07};
    for (Billed& b : billed_) {
      cut(b, left);
      judge_price(b);
      share("Q06", b, not_received);
      share("Q09", b, rejected);
      share("Q07", b, beyond);
    }
  }

  void not_billed(const Number& B) {
    if (P_ <= B) return;
    std::vector<const Receiving*> in_order;
    for (const Receiving& r : h_.receivings) {
      if (r.quantity.contains(line_)) in_order.push_back(&r);
    }
    std::sort(in_order.begin(), in_order.end(), [](const Receiving* a, const Receiving* b) {
      return std::tie(a->day, a->number) < std::tie(b->day, b->number);
    });
    Number running = 0;
    for (const Receiving* r : in_order) {
      running += r->quantity.at(line_).first;
      if (running <= B) continue;
      const Number open = P_ - B;
      if (h_.as_of > r->day + 30) add("Q08", "PO-1", open, cents(open * order_.price));
      return;
    }
  }

  /// M-1.4: every part ends where the running quantity's worth ends.
  void cut(Billed& b, Number (&left)[parts]) {
    Number wanted = b.quantity, running = 0;
    for (int part = 0; part < parts; ++part) {
      const Number units = std::min(wanted, left[part]);
      left[part] -= units;
      wanted -= units;
      b.units[part] = units;
      b.worth[part] = cents((running + units) * b.price) - cents(running * b.price);
      running += units;
    }
  }

  // M-8.5, on the units that are payable or waiting.
  void judge_price(const Billed& b) {
    const Number units = b.units[payable] + b.units[waiting];
    if (units == 0) return;
    const Number owed = cents(units * order_.price);
    const Number var = b.worth[payable] + b.worth[waiting] - owed;
    if (var > 0 && (var * 100 > owed * 2 || var > 5000)) add("P01", b.invoice->number, units, var);
    if (var < 0 && -var * 100 > owed * 10) add("P02", b.invoice->number, units, var);
  }

  void share(const char* rule, const Billed& b, Part part) {
    if (b.units[part] > 0) add(rule, b.invoice->number, b.units[part], b.worth[part]);
  }

  // M-12.1: the ledger posts a receipt as it should, or not at all.
  void post() {
    for (const Receiving& r : h_.receivings) {
      const auto found = r.quantity.find(line_);
      if (found == r.quantity.end() || r.posted || h_.as_of <= r.day + 1) continue;
      const Number all = found->second.first + found->second.second;
      add("E01", r.number, all, cents(all * order_.price));
    }
  }

  const History& h_;
  const int line_;
  const OrderLine& order_;
  std::vector<Finding>& out_;
  Number R_, J_, P_, L_;
  std::vector<Billed> billed_;
};

/// M-14.1: written off while each is at most 5.00 and the month's sum at most 50.00. All days of
/// these histories are within one month.
void write_off(std::vector<Finding>& findings, const History& h) {
  std::vector<Finding*> small;
  for (Finding& f : findings) {
    const bool may = f.rule == "Q06" || f.rule == "P01";
    if (may && f.cents > 0 && f.cents <= 500) small.push_back(&f);
  }
  const auto day_of = [&](const std::string& number) {
    for (const Invoice& i : h.invoices) {
      if (i.number == number) return i.day;
    }
    return 0;
  };
  std::sort(small.begin(), small.end(), [&](const Finding* a, const Finding* b) {
    const auto key = [&](const Finding* f) {
      return std::tuple(day_of(f->document), f->document, f->line, f->rule);
    };
    return key(a) < key(b);
  });
  Number sum = 0;
  for (Finding* f : small) {
    sum += f->cents;
    if (sum > 5000) return;  // and all after it
    f->accepted = true;
  }
}

}  // namespace

Opinion judge(const History& h) {
  Opinion opinion;
  struct OnLine {
    Billed billed;
    int line;
  };
  std::vector<OnLine> all;
  for (std::size_t index = 0; index < h.order.size(); ++index) {
    const int line = static_cast<int>(index);
    LineOpinion own(h, line, opinion.findings);
    own.form();
    for (const Billed& b : own.billed()) all.push_back({b, line});
  }
  write_off(opinion.findings, h);
  const auto price_in_dispute = [&](const OnLine& on) {
    return std::any_of(opinion.findings.begin(), opinion.findings.end(), [&](const Finding& f) {
      return f.rule == "P01" && f.line == on.line && f.document == on.billed.invoice->number &&
             !f.accepted;
    });
  };
  for (const OnLine& on : all) {
    const Billed& b = on.billed;
    Payment& p = opinion.payments[b.invoice->number];
    p.gross += cents(b.quantity * b.price);
    // With its price in dispute, what waits would be paid at the ordered price.
    const Number ordered = h.order[static_cast<std::size_t>(on.line)].price;
    const Number before = cents(b.units[payable] * ordered);
    const Number at_order = cents((b.units[payable] + b.units[waiting]) * ordered) - before;
    p.waiting += price_in_dispute(on) ? at_order : b.worth[waiting];
  }
  for (const Invoice& i : h.invoices) {
    Payment& p = opinion.payments[i.number];
    if (i.taxed) p.gross += cents(p.gross * 7 / 100);
    p.gross += i.freight - i.allowance;
    p.disputed += i.freight;
    if (i.freight > 0) opinion.findings.push_back({"C01", i.number, -1, 0, i.freight, false});
    for (const Finding& f : opinion.findings) {
      const bool cash = f.rule == "Q06" || f.rule == "Q07" || f.rule == "Q09" || f.rule == "P01";
      if (!cash || f.document != i.number || f.accepted || f.cents <= 0) continue;
      p.disputed += f.cents;
      if (i.taxed) p.tax += cents(f.cents * 7 / 100);
    }
    p.payable = p.gross - p.disputed - p.tax - p.waiting;
  }
  std::sort(opinion.findings.begin(), opinion.findings.end());
  return opinion;
}

}  // namespace weighbridge::oracle
