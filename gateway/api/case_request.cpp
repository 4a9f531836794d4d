#include "gateway/api/case_request.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <sodium.h>

#include "parsers/nearest_name.hpp"

namespace weighbridge::api {
namespace {

using boost::system::result;
using cases::ActionRequest;
using json::Kind;
using json::Value;

template <class Number>
bool put_number(Value value, Number& target) {
  const std::string_view text = value.text();
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, target);
  return value.kind() == Kind::number && error == std::errc() && stop == end;
}

bool put_text(Value value, std::string& target) {
  if (value.kind() != Kind::string) return false;
  target = value.text();
  return true;
}

bool put_amount(Value value, ActionRequest& request) {
  const auto amount = Decimal::parse(value.text());
  if (value.kind() != Kind::string || !amount) return false;
  request.amount = Money(*amount);
  return true;
}

bool put_evidence(Value value, ActionRequest& request) {
  if (value.kind() != Kind::object) return false;
  for (const Value member : value) {
    const auto proof = cases::proof_from(member.key());
    if (!proof || member.kind() != Kind::string || member.text().size() > cases::kEvidenceBytesMax)
      return false;
    request.evidence.emplace(*proof, member.text());
  }
  return true;
}

bool put_until(Value value, ActionRequest& request) {
  request.until = parse_date(value.text());
  return value.kind() == Kind::string && request.until;
}

bool put_due(Value value, ActionRequest& request) {
  request.due = parse_instant(value.text());
  return value.kind() == Kind::string && request.due;
}

bool put_duty(Value value, ActionRequest& request) {
  request.as = cases::duty_from(value.text());
  return value.kind() == Kind::string && request.as;
}

bool put_scope(Value value, ActionRequest& request) {
  if (value.text() == "line") request.scope = cases::HoldScope::line;
  if (value.text() == "invoice") request.scope = cases::HoldScope::invoice;
  return value.kind() == Kind::string && request.scope;
}

bool put_content(Value value, ActionRequest& request) {
  const std::string_view text = value.text();
  if (value.kind() != Kind::string) return false;
  std::vector<unsigned char> bytes(text.size() / 4 * 3 + 3);
  std::size_t size = 0;
  if (sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), "\r\n", &size,
                        nullptr, sodium_base64_VARIANT_ORIGINAL) != 0)
    return false;
  request.content.assign(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
  return true;
}

struct Member {
  std::string_view name, expected;
  bool (*put)(Value, ActionRequest&);
};

template <std::string ActionRequest::*Target>
bool text_into(Value value, ActionRequest& request) {
  return put_text(value, request.*Target);
}

constexpr std::string_view kText = "a string";
constexpr std::array kMembers{
    Member{"assignee", kText, text_into<&ActionRequest::assignee>},
    Member{"text", kText, text_into<&ActionRequest::text>},
    Member{"reason", kText, text_into<&ActionRequest::reason>},
    Member{"resolution", kText, text_into<&ActionRequest::resolution>},
    Member{"reason_code", kText, text_into<&ActionRequest::reason_code>},
    Member{"title", kText, text_into<&ActionRequest::title>},
    Member{"role", kText, text_into<&ActionRequest::role>},
    Member{"result", kText, text_into<&ActionRequest::result>},
    Member{"document", kText, text_into<&ActionRequest::document>},
    Member{"document_line", kText, text_into<&ActionRequest::document_line>},
    Member{"into", kText, text_into<&ActionRequest::into>},
    Member{"effect", kText, text_into<&ActionRequest::effect>},
    Member{"name", kText, text_into<&ActionRequest::name>},
    Member{"media_type", kText, text_into<&ActionRequest::media_type>},
    Member{"content", "bytes in base64", put_content},
    Member{"amount", "an amount as a string, such as \"100.00\"", put_amount},
    Member{"evidence", "an object of proofs, each a string of at most 500 bytes", put_evidence},
    Member{"until", "a day such as 2026-03-31", put_until},
    Member{"due", "a time such as 2026-03-31T17:00:00Z", put_due},
    Member{"as", "a duty such as AP_MANAGER", put_duty},
    Member{"scope", "line or invoice", put_scope},
    Member{"task", "a number",
           [](Value value, ActionRequest& request) { return put_number(value, request.task); }},
    Member{"hold", "a number",
           [](Value value, ActionRequest& request) { return put_number(value, request.hold); }},
};

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t blank = std::min(text.find(' '), text.size());
    if (blank != 0) words.push_back(text.substr(0, blank));
    text.remove_prefix(std::min(blank + 1, text.size()));
  }
  return words;
}

bool contains(const std::vector<std::string_view>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

BodyMistake unknown_action(std::string_view name) {
  std::vector<std::string_view> names;
  for (const cases::ActionRow& row : cases::action_table()) names.push_back(row.name);
  return {"there is no action `" + std::string(name.substr(0, 40)) + "` (" +
          suggest_name(name, names) + ")"};
}

std::optional<BodyMistake> put_member(Value value, ActionRequest& request) {
  const auto* const member = std::find_if(
      kMembers.begin(), kMembers.end(), [&](const Member& row) { return row.name == value.key(); });
  if (member == kMembers.end() || !member->put(value, request))
    return BodyMistake{'`' + std::string(value.key()) + "` must be " +
                       std::string(member == kMembers.end() ? kText : member->expected)};
  return std::nullopt;
}

}  // namespace

result<ActionRequest, BodyMistake> read_action(Value body, std::string_view beside) {
  if (body.kind() != Kind::object) return BodyMistake{"the body must be an object"};
  const auto name = body.find("action");
  if (!name || name->kind() != Kind::string) return BodyMistake{"`action` is missing"};
  const auto action = cases::action_from(name->text());
  if (!action) return unknown_action(name->text());
  ActionRequest request;
  request.action = *action;
  const std::vector<std::string_view> known = words_of(cases::row_of(*action).members);
  const std::vector<std::string_view> others = words_of(beside);
  for (const Value member : body) {
    if (member.key() == "action" || contains(others, member.key())) continue;
    if (!contains(known, member.key()))
      return BodyMistake{"the action " + std::string(name->text()) + " knows no member `" +
                         std::string(member.key().substr(0, 40)) + "` (" +
                         suggest_name(member.key(), known) + ")"};
    if (auto mistake = put_member(member, request)) return *std::move(mistake);
  }
  return request;
}

result<BulkRequest, BodyMistake> read_bulk(Value body) {
  auto action = read_action(body, "cases");
  if (!action) return action.error();
  BulkRequest bulk;
  bulk.action = *std::move(action);
  const auto list = body.find("cases");
  if (!list || list->kind() != Kind::array)
    return BodyMistake{"`cases` must be a list of objects with `id` and perhaps `version`"};
  for (const Value each : *list) {
    BulkCase& one = bulk.cases.emplace_back();
    const auto id = each.find("id");
    const auto version = each.find("version");
    std::uint64_t number = 0;
    if (!id || !put_text(*id, one.id) || (version && !put_number(*version, number)))
      return BodyMistake{"each of `cases` has an `id`, and perhaps a number as `version`"};
    if (version) one.version = number;
    if (bulk.cases.size() > kBulkMax)
      return BodyMistake{"`cases` has more than " + std::to_string(kBulkMax) + " rows"};
  }
  if (bulk.cases.empty()) return BodyMistake{"`cases` is empty"};
  return bulk;
}

}  // namespace weighbridge::api
