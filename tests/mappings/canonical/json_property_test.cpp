#include <array>
#include <type_traits>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "mappings/canonical/json.hpp"
#include "mappings/canonical/members.hpp"

using namespace weighbridge;

namespace {

int below(int end) {
  return *rc::gen::inRange(0, end);
}

/// Fills every member that the tables name with something it may be: a member that is added to them
/// is tested from then on.
class RandomMembers {
 public:
  template <class T>
  void operator()(std::string_view, T& member) {
    if (below(3) > 0) fill(member);
  }
  template <class T>
  void required(std::string_view, T& member) {
    fill(member);
    if constexpr (std::is_same_v<T, std::string>) member += 'x';
  }
  void schema(std::string_view) {}

 private:
  void fill(std::string& text) {
    constexpr std::array<std::string_view, 12> kParts = {"A",  "0",  "-", " ", "\"", "\\",
                                                         "\n", "\t", "é", "€", "𝄞",  "/"};
    text.clear();
    for (int i = below(6); i > 0; --i) text += kParts.at(static_cast<std::size_t>(below(12)));
  }
  void fill(bool& flag) { flag = below(2) == 1; }
  void fill(Currency& currency) {
    constexpr std::array<std::string_view, 4> kCodes = {"USD", "JPY", "KWD", "XYZ"};
    currency = *Currency::parse(kCodes.at(static_cast<std::size_t>(below(4))));
  }
  void fill(Date& date) { date = Date{std::chrono::days{below(60'000)}}; }
  void fill(Instant& at) {
    at = Instant{std::chrono::seconds{*rc::gen::inRange(0LL, 4'000'000'000LL)}};
  }
  void fill(Moment& moment) {
    Date date;
    Instant at;
    fill(date);
    fill(at);
    moment = below(2) == 0 ? Moment::of(date) : Moment::of(at);
  }
  template <class Tag>
  void fill(DecimalOf<Tag>& number) {
    constexpr std::int64_t kIntegerEnd = 1'000'000'000'000'000;
    const Int128 integer = *rc::gen::inRange<std::int64_t>(0, below(2) == 0 ? 1000 : kIntegerEnd);
    const Int128 fraction = below(2) == 0 ? 0 : below(1'000'000);
    const Int128 millionths = integer * Decimal::kScale + fraction;
    number.value = Decimal::from_millionths(below(4) == 0 ? -millionths : millionths);
  }
  template <class Tag>
  void fill(Name<Tag>& name) {
    fill(name.value);
  }
  template <class T>
  void fill(std::optional<T>& value) {
    fill(value.emplace());
  }
  template <class T>
  void fill(std::vector<T>& list) {
    list.clear();
    for (int i = below(4); i > 0; --i) fill(list.emplace_back());
  }
  template <class T>
  void fill(T& value) {
    if constexpr (std::is_enum_v<T>) {
      int words = 0;
      while (!to_string_view(static_cast<T>(words)).empty()) ++words;
      value = static_cast<T>(below(words));
    } else {
      Members<T>::visit(*this, value);
    }
  }
};

template <class T>
T random_value() {
  T value;
  RandomMembers members;
  Members<T>::visit(members, value);
  return value;
}

}  // namespace

TEST_CASE("Whatever a receipt or event holds survives being written and read") {
  CHECK(rc::check("receipts", [] {
    const auto receipt = random_value<Receipt>();
    Findings findings;
    const auto again = parse_receipt(to_json(receipt), findings);
    RC_ASSERT(findings.empty());
    RC_ASSERT(again == receipt);
    RC_ASSERT(to_json(*again) == to_json(receipt));
  }));
  CHECK(rc::check("events", [] {
    const auto event = random_value<InventoryEvent>();
    Findings findings;
    RC_ASSERT(parse_event(to_json(event), findings) == event);
    RC_ASSERT(findings.empty());
  }));
}
