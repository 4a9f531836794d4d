#include "gateway/partners/erp_section.hpp"

#include <algorithm>

#include "gateway/partners/http_section.hpp"
#include "gateway/partners/section_reader.hpp"
#include "parsers/json/pointer.hpp"

namespace weighbridge::partners {
namespace {

using erp::Paging;
using namespace std::chrono_literals;

/// The items of a list of maps; a mistake when it is none.
const std::vector<yaml::Node>& rows(SectionReader& section, std::string_view key,
                                    const std::vector<yaml::Node>& none) {
  const yaml::Node* node = section.find(key);
  if (node == nullptr) return none;
  if (!node->is_list())
    section.table().error(*node, "`" + std::string(key) + "` is no list",
                          "begin each of its rows with `-`");
  return node->items;
}

void check_pointer(SectionReader& section, std::string_view key, const std::string& pointer) {
  if (json::is_pointer(pointer)) return;
  section.table().error(*section.find(key), "this is no JSON pointer: " + pointer,
                        "write it as /value/*/number (RFC 6901; `*` is every element)");
}

Paging read_paging(const yaml::Node& node, maps::TableReader& table) {
  SectionReader next(node, "next", table);
  Paging paging;
  if (!next.has_only({"link", "header", "cursor", "offset", "page", "parameter"})) return paging;
  const std::string parameter = next.text("parameter");
  const auto choose = [&](std::string_view key, Paging::Kind kind) {
    if (next.find(key) == nullptr) return;
    if (paging.kind != Paging::Kind::none)
      table.error(node, "pages are asked for in two ways", "keep one of them");
    paging.kind = kind;
    const bool is_place = kind == Paging::Kind::link || kind == Paging::Kind::cursor;
    if (is_place) {
      paging.at = next.text(key);
      check_pointer(next, key, paging.at);
    }
    paging.parameter = is_place ? parameter : next.text(key);
  };
  choose("link", Paging::Kind::link);
  choose("header", Paging::Kind::link_header);
  choose("cursor", Paging::Kind::cursor);
  choose("offset", Paging::Kind::offset);
  choose("page", Paging::Kind::page);
  if (paging.kind == Paging::Kind::none ||
      (paging.kind == Paging::Kind::cursor && parameter.empty()))
    table.error(node, "it is not clear how the next page is asked for",
                "write one of {link: POINTER}, {header: Link}, {cursor: POINTER, parameter: NAME}, "
                "{offset: PARAMETER}, {page: PARAMETER}");
  return paging;
}

void read_since(const yaml::Node& node, maps::TableReader& table, erp::Pull& pull) {
  SectionReader since(node, "since", table);
  if (!since.has_only({"parameter", "text", "at", "first"})) return;
  pull.since_parameter = since.needed("parameter", "parameter: modifiedSince");
  pull.since_text = since.text("text", "{since}");
  pull.since_at = since.needed("at", "at: /value/*/lastModifiedDateTime");
  pull.since_first = since.text("first");
  check_pointer(since, "at", pull.since_at);
  if (pull.since_text.find("{since}") == std::string::npos)
    table.error(*since.find("text"), "`text` does not say where the value goes",
                "write {since} there, such as `text: lastModifiedDateTime ge {since}`");
}

erp::Pull read_pull(const yaml::Node& node, maps::TableReader& table) {
  SectionReader section(node, "pull", table);
  erp::Pull pull;
  if (!section.has_only({"name", "path", "each", "next", "since", "every", "pages_max"}))
    return pull;
  pull.name = section.needed("name", "name: receipts");
  pull.path = section.needed("path", "path: /purchaseReceipts");
  pull.each = section.text("each");
  check_pointer(section, "each", pull.each);
  pull.every = section.duration("every", pull.every, 1s, 24h);
  pull.pages_max = section.number("pages_max", pull.pages_max, 1, 1'000'000);
  if (const yaml::Node* next = section.find("next")) pull.paging = read_paging(*next, table);
  if (const yaml::Node* since = section.find("since")) read_since(*since, table, pull);
  const bool counts =
      pull.paging.kind == Paging::Kind::offset || pull.paging.kind == Paging::Kind::page;
  if (counts && pull.each.empty())
    table.error(node, "without `each` nobody knows when the last page has come",
                "say where the records of a page are: `each: /items/*`");
  return pull;
}

erp::Push read_push(const yaml::Node& node, maps::TableReader& table) {
  SectionReader section(node, "push", table);
  erp::Push push;
  if (!section.has_only({"kind", "method", "path", "key_header", "known_by", "body"})) return push;
  push.kind = section.needed("kind", "kind: posting");
  push.path = section.needed("path", "path: /goodsReceipts");
  push.method = section.text("method", push.method);
  if (push.method != "POST" && push.method != "PUT" && push.method != "PATCH")
    table.error(*section.find("method"), "`" + push.method + "` is no method that writes",
                "write POST, PUT or PATCH");
  push.key_header = section.text("key_header", push.key_header);
  for (const std::string& status : section.texts("known_by")) {
    if (status.size() == 3 && status.find_first_not_of("0123456789") == std::string::npos)
      push.known_by.push_back(std::stoi(status));
    else
      table.error(*section.find("known_by"), "this is no HTTP status: " + status,
                  "write it as 409");
  }
  if (const yaml::Node* body = section.find("body"))
    push.body = erp::read_shape(*body, table);
  else
    table.error(node, "`body` is missing", "write the members that go out");
  return push;
}

void read_headers(const yaml::Node& node, maps::TableReader& table, erp::Connector& connector) {
  if (!node.is_map())
    return table.error(node, "`headers` is no map", "write {Prefer: odata.maxpagesize=200}");
  for (const yaml::Entry& entry : node.entries) {
    const std::string value = table.text(entry.value, entry.key).value_or("");
    if (entry.key == "Authorization" || entry.key == "authorization")
      table.error(entry, "a secret stands in the configuration", "use `auth`");
    connector.headers.emplace_back(entry.key, value);
  }
}

}  // namespace

std::optional<erp::Connector> erp_section(const PartnerSections& partner,
                                          std::vector<TableError>& errors) {
  const yaml::Node* node = partner.section("erp");
  if (node == nullptr) return std::nullopt;
  maps::TableReader table(partner.path, errors);
  SectionReader section(*node, "erp", table);
  if (!section.has_only({"url", "auth", "network", "ca_file", "pin", "connect_timeout", "timeout",
                         "response_bytes_max", "headers", "failures_max", "rest", "pull", "push"}))
    return std::nullopt;
  const std::vector<yaml::Node> none;
  erp::Connector connector;
  connector.partner = partner.name;
  connector.peer = read_http_peer(section);
  connector.url = read_url(section, connector.peer);
  connector.failures_max = section.number("failures_max", connector.failures_max, 1, 1000);
  connector.rest = std::chrono::duration_cast<std::chrono::seconds>(
      section.duration("rest", connector.rest, 1s, 1h));
  if (const yaml::Node* headers = section.find("headers")) read_headers(*headers, table, connector);
  for (const yaml::Node& row : rows(section, "pull", none)) {
    connector.pulls.push_back(read_pull(row, table));
    const std::string& name = connector.pulls.back().name;
    const auto same = [&](const erp::Pull& pull) { return pull.name == name; };
    if (std::count_if(connector.pulls.begin(), connector.pulls.end(), same) > 1)
      table.error(row, "there are two pulls called `" + name + "`",
                  "each keeps by its name how far it has come: call them differently");
  }
  for (const yaml::Node& row : rows(section, "push", none))
    connector.pushes.push_back(read_push(row, table));
  if (connector.pulls.empty() && connector.pushes.empty())
    table.error(*node, "nothing is pulled and nothing is pushed", "add `pull` or `push`");
  if (table.failed()) return std::nullopt;
  return connector;
}

}  // namespace weighbridge::partners
