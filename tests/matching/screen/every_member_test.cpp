// Every member of a receipt is either looked at by the screen or changes nothing: whoever adds one
// to the canonical receipt has it tried here.
#include <type_traits>

#include <catch2/catch.hpp>

#include "mappings/canonical/members.hpp"
#include "matching/screen/screened_judge.hpp"
#include "tests/matching/screen/histories.hpp"
#include "tests/matching/screen/whole.hpp"

using namespace weighbridge;
using namespace weighbridge::matching;

namespace {

class MemberFiller;

template <class T, class = void>
inline constexpr bool kHasMembers = false;
template <class T>
inline constexpr bool kHasMembers<T, std::void_t<decltype(Members<T>::visit(
                                         std::declval<MemberFiller&>(), std::declval<T&>()))>> =
    true;

/// Gives one member, counted through the whole receipt, a value that it did not have.
class MemberFiller {
 public:
  static constexpr int kAll = -1;
  explicit MemberFiller(int target) : target_(target) {}

  void schema(std::string_view) {}
  template <class T>
  void required(std::string_view name, T& member) {
    (*this)(name, member);
  }
  template <class T>
  void operator()(std::string_view name, T& member) {
    if constexpr (kHasMembers<T>) {
      Members<T>::visit(*this, member);
    } else if (is_target()) {
      filled_ = name;
      fill(member);
    }
  }
  template <class T>
  void operator()(std::string_view name, std::vector<T>& members) {
    if (is_target()) {
      filled_ = name;
      fill(members.emplace_back());
    } else if constexpr (kHasMembers<T>) {
      if (!members.empty()) Members<T>::visit(*this, members.front());
    }
  }

  /// Empty when the receipt has no member of that number.
  std::string_view filled() const { return filled_; }

 private:
  bool is_target() { return seen_++ == target_ || target_ == kAll; }

  static void fill(std::string& text) { text += "X1"; }
  static void fill(bool& value) { value = !value; }
  static void fill(Currency& currency) { currency = *Currency::parse("EUR"); }
  static void fill(Moment& moment) { moment = Moment::of(Date{std::chrono::days{20501}}); }
  static void fill(Date& date) { date = Date{std::chrono::days{20501}}; }
  static void fill(Instant& at) { at = Instant{Date{std::chrono::days{20530}}}; }
  template <class Tag>
  static void fill(Name<Tag>& name) {
    name.value += "X1";
  }
  template <class Tag>
  static void fill(DecimalOf<Tag>& value) {
    value = DecimalOf<Tag>(value.value + Decimal::from_integer(3));
  }
  template <class T>
  static void fill(std::optional<T>& value) {
    if (!value) value.emplace();
    fill(*value);
  }
  template <class T>
  static void fill(T& value) {
    if constexpr (std::is_enum_v<T>) {
      value = static_cast<T>(static_cast<int>(value) == 1 ? 0 : 1);
    } else if constexpr (kHasMembers<T>) {
      MemberFiller all(kAll);
      Members<T>::visit(all, value);
    }
  }

  int target_, seen_ = 0;
  std::string_view filled_;
};

std::string told(const History& history, bool screened) {
  return whole(screened ? screen::judge_screened(history.evidence(), history.policy, history.as_of)
                        : judge(history.evidence(), history.policy, history.as_of));
}

}  // namespace

TEST_CASE("No member of a receipt slips past the screen", "[screen]") {
  const History clean = make_history(5, {2, 0});
  for (std::size_t r = 0; r < clean.receipts.size(); ++r) {
    for (int member = 0;; ++member) {
      History history = clean;
      MemberFiller filler(member);
      Members<Receipt>::visit(filler, history.receipts[r].receipt);
      if (filler.filled().empty()) {
        REQUIRE(member > 60);  // all of them were tried
        break;
      }
      INFO(to_string_view(history.receipts[r].receipt.stage) << " " << filler.filled());
      CHECK(told(history, true) == told(history, false));
    }
  }
}
