#include "examples/generator/stock.hpp"

#include <algorithm>
#include <utility>

#include "examples/generator/random.hpp"

namespace weighbridge::generator {

namespace {

using std::chrono::days;
using std::chrono::hours;

const Item& item_named(std::string_view sku) {
  const auto all = items();
  return *std::find_if(all.begin(), all.end(), [sku](const Item& item) { return item.sku == sku; });
}

/// Writes the stories down, event by event.
class StockRoom {
 public:
  StockRoom(std::uint64_t seed, Truth& truth) : random_(seed), truth_(truth) {}

  std::vector<StockEvent> run() {
    short_truck();
    broken_on_the_way();
    still_on_the_road();
    miscounted_shelf();
    counted_twice();
    picked_meanwhile();
    adjusted_without_a_word();
    swapped_shelves();
    return std::move(events_);
  }

 private:
  StockEvent& add(std::string_view kind, std::string id, std::string_view site, Minute at,
                  std::string_view sku, std::int64_t quantity) {
    StockEvent event;
    event.kind = kind;
    event.id = std::move(id);
    event.at = at;
    event.site = &site_named(site);
    event.item = &item_named(sku);
    event.quantity = quantity;
    return events_.emplace_back(std::move(event));
  }

  void ship(std::string_view order, std::string_view line, Day day, std::string_view sku,
            std::int64_t quantity, std::int64_t days_away) {
    StockEvent& event = add("transfer_ship", std::string(order) + "-" + std::string(line) + "-S",
                            "DC01", day + hours{19}, sku, quantity);
    event.order = order;
    event.line = line;
    event.to_site = "DC02";
    event.eta = iso_date(day + days{days_away});
  }

  StockEvent& receive(std::string_view order, std::string_view line, Day day, std::string_view sku,
                      std::int64_t quantity, std::string_view part) {
    StockEvent& event = add("transfer_receive",
                            std::string(order) + "-" + std::string(line) + "-" + std::string(part),
                            "DC02", day + hours{15}, sku, quantity);
    event.order = order;
    event.line = line;
    return event;
  }

  StockEvent& count(std::string id, std::string_view site, std::string_view location, Minute at,
                    std::string_view sku, std::int64_t counted, std::int64_t book,
                    std::string_view person) {
    StockEvent& event = add("count", std::move(id), site, at, sku, counted);
    event.location = location;
    event.book = std::to_string(book);
    event.person = person;
    event.count_no = "1";
    return event;
  }

  static Cents worth(std::string_view sku, std::int64_t quantity) {
    return extend(quantity, item_named(sku).price);
  }

  /// A box fell off the first line; the second line is whole.
  void short_truck() {
    const std::int64_t bolts = random_.between(20, 40) * 10;
    ship("TO-5001", "1", march(9), "NG-1001", bolts, 2);
    receive("TO-5001", "1", march(11), "NG-1001", bolts - 24, "R").is_final = true;
    truth_.on_stock("X01", "TO-5001/1", "NG-1001", 24, worth("NG-1001", 24),
                    "24 fewer arrived than left, and nothing more comes");
    ship("TO-5001", "2", march(9), "NG-3004", 40, 2);
    receive("TO-5001", "2", march(11), "NG-3004", 40, "R");
  }

  /// Damaged goods are not missing.
  void broken_on_the_way() {
    const std::int64_t lamps = random_.between(60, 90);
    ship("TO-5002", "1", march(16), "NG-3001", lamps, 2);
    receive("TO-5002", "1", march(18), "NG-3001", lamps - 4, "R1");
    receive("TO-5002", "1", march(18), "NG-3001", 4, "R2").condition = "damaged";
  }

  /// Half of it has come; the other half is not late yet when the month is closed.
  void still_on_the_road() {
    ship("TO-5003", "1", march(31), "NG-2003", 72, 3);
    receive("TO-5003", "1", march(33), "NG-2003", 36, "R");
  }

  /// Nobody knows where they are; a second person has not been there yet.
  void miscounted_shelf() {
    const std::int64_t book = random_.between(400, 600);
    count("CC-0301", "DC01", "A-04-2", march(27) + hours{20}, "NG-2006", book - 30, book, "m.diaz");
    truth_.on_stock("K01", "CC-0301", "NG-2006", 30, worth("NG-2006", 30),
                    "30 fewer than the book, more than two per cent and 100.00 allow");
  }

  /// The first count was wrong; the second person's is near enough to be posted by itself.
  void counted_twice() {
    const std::int64_t book = random_.between(400, 500);
    count("CC-0302", "DC02", "B-11-1", march(26) + hours{15}, "NG-1005", book - 60, book, "j.kim");
    StockEvent& again = count("CC-0303", "DC02", "B-11-1", march(27) + hours{14}, "NG-1005",
                              book - 3, book, "t.okafor");
    again.count_no = "2";
    again.recount_of = "CC-0302";
  }

  /// The book was frozen in the morning, and a pick went out before somebody counted.
  void picked_meanwhile() {
    const std::int64_t book = random_.between(200, 300);
    const Minute frozen = march(25) + hours{12};
    StockEvent& counted =
        count("CC-0304", "DC01", "C-02-5", frozen + hours{5}, "NG-4006", book - 36, book, "m.diaz");
    counted.frozen_at = rfc3339(frozen, std::chrono::minutes{0});
    StockEvent& pick = add("movement", "PK-88120", "DC01", frozen + hours{2}, "NG-4006", -36);
    pick.location = "C-02-5";
    pick.reason = "pick";
  }

  /// Worth more than a hundred dollars, and no picture, no report; a small one needs none.
  void adjusted_without_a_word() {
    StockEvent& large =
        add("adjustment", "ADJ-0441", "DC01", march(24) + hours{18}, "NG-1002", -400);
    large.location = "A-01-1";
    large.reason = "DAMAGE";
    truth_.on_stock("K02", "ADJ-0441", "NG-1002", 400, worth("NG-1002", 400),
                    "worth more than 100.00 and no evidence");
    StockEvent& small =
        add("adjustment", "ADJ-0442", "DC02", march(24) + hours{19}, "NG-3007", -12);
    small.reason = "DAMAGE";
  }

  /// Goods on the wrong shelf: off here, on there, the same evening.
  void swapped_shelves() {
    StockEvent& off = add("adjustment", "ADJ-0443", "DC02", march(26) + hours{20}, "NG-4003", -8);
    off.location = "D-01-1";
    off.reason = "MISPLACED";
    StockEvent& on = add("adjustment", "ADJ-0444", "DC02", march(26) + hours{21}, "NG-4003", 8);
    on.location = "D-01-3";
    on.reason = "FOUND";
  }

  Random random_;
  Truth& truth_;
  std::vector<StockEvent> events_;
};

}  // namespace

std::vector<StockEvent> plan_stock(std::uint64_t seed, Truth& truth) {
  return StockRoom(seed, truth).run();
}

}  // namespace weighbridge::generator
