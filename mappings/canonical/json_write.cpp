#include <type_traits>

#include "mappings/canonical/json.hpp"
#include "mappings/canonical/members.hpp"

namespace weighbridge {
namespace {

/// Follows the member tables and writes what is not empty.
class MemberWriter {
 public:
  MemberWriter(json::Writer& json, int money_digits) : json_(json), money_digits_(money_digits) {}

  template <class T>
  void operator()(std::string_view name, const T& member) {
    if (!is_empty(member)) required(name, member);
  }

  template <class T>
  void required(std::string_view name, const T& member) {
    json_.key(name);
    write(member);
  }

  void schema(std::string_view name) { json_.member("schema", name); }

  template <class T>
  void write_object(const T& object) {
    json_.begin_object();
    Members<T>::visit(*this, object);
    json_.end_object();
  }

 private:
  static bool is_empty(const std::string& text) { return text.empty(); }
  static bool is_empty(bool flag) { return !flag; }
  static bool is_empty(Purpose) { return false; }  // these two always say something
  static bool is_empty(DocumentKind) { return false; }
  static bool is_empty(Currency currency) { return currency.empty(); }
  template <class Tag>
  static bool is_empty(const Name<Tag>& name) {
    return name.empty();
  }
  template <class T>
  static bool is_empty(const std::optional<T>& value) {
    return !value.has_value();
  }
  template <class T>
  static bool is_empty(const std::vector<T>& list) {
    return list.empty();
  }
  template <class T>
  static bool is_empty(const T& object) {
    return object == T{};
  }

  void write(const std::string& text) { json_.string(text); }
  void write(bool flag) { json_.boolean(flag); }
  void write(Currency currency) { json_.string(currency.code()); }
  void write(Date date) { json_.string(to_string(date)); }
  void write(Instant at) { json_.string(to_string(at)); }
  void write(const Moment& moment) { json_.string(to_string(moment)); }
  void write(Money amount) { json_.string(amount.value.to_string(money_digits_)); }
  void write(UnitPrice price) { json_.string(price.value.to_string(money_digits_)); }
  template <class Tag>
  void write(const DecimalOf<Tag>& number) {
    json_.string(number.value.to_string());
  }
  template <class Tag>
  void write(const Name<Tag>& name) {
    json_.string(name.value);
  }
  template <class T>
  void write(const std::optional<T>& value) {
    write(*value);
  }
  template <class T>
  void write(const std::vector<T>& list) {
    json_.begin_array();
    for (const T& element : list) write(element);
    json_.end_array();
  }
  template <class T>
  void write(const T& value) {
    if constexpr (std::is_enum_v<T>) {
      json_.string(to_string_view(value));
    } else {
      write_object(value);
    }
  }

  json::Writer& json_;
  int money_digits_;
};

}  // namespace

void write_json(json::Writer& json, const Receipt& receipt) {
  MemberWriter(json, receipt.currency.minor_digits()).write_object(receipt);
}

void write_json(json::Writer& json, const InventoryEvent& event) {
  MemberWriter(json, Currency{}.minor_digits()).write_object(event);
}

std::string to_json(const Receipt& receipt) {
  std::string out;
  json::Writer json(out);
  write_json(json, receipt);
  return out;
}

std::string to_json(const InventoryEvent& event) {
  std::string out;
  json::Writer json(out);
  write_json(json, event);
  return out;
}

std::string canonical_bytes(const Receipt& receipt) {
  if (!receipt.recorded) return to_json(receipt);
  Receipt content = receipt;
  content.recorded.reset();
  return to_json(content);
}

std::string canonical_bytes(const InventoryEvent& event) {
  return to_json(event);
}

}  // namespace weighbridge
