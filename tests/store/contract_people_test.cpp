// The contract of what is kept of people: all comes back as it was, and what ends stays ended.
#include <catch2/catch.hpp>

#include "contract.hpp"

namespace weighbridge::store {
namespace {

using namespace testing;

const Instant kNow = at("2026-03-02T08:00:00Z");

StoredUser maria() {
  StoredUser user;
  user.id = "m.ortiz";
  user.name = "Maria \"M\" Ortiz";
  user.password_hash = "$argon2id$";
  user.roles = {"clerk", "auditor"};
  user.grants = {{cases::Duty::ap_clerk, {"NG", "DC01", ""}, true},
                 {cases::Duty::buyer, {}, false}};
  user.suppliers = {"ACME, Inc."};
  user.sites = {"DC 01"};
  user.identity = "https://id.example 17";
  user.totp = StoredTotp{std::string("\0secret", 7), true, 7};
  user.created_at = kNow;
  return user;
}

}  // namespace

TEMPLATE_TEST_CASE("store: a user comes back as it was, changed or not", "[store]",
                   WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  StoredUser user = maria();
  store->write([&](Writer& writer) { writer.put_user(user); });
  CHECK(read(*store, [](Reader& r) { return r.user("m.ortiz"); }) == user);
  CHECK(read(*store, [](Reader& r) { return r.user_of_identity("https://id.example 17"); }) ==
        user);
  CHECK_FALSE(read(*store, [](Reader& r) { return r.user("nobody"); }));
  user.password_hash.reset();
  user.grants.pop_back();
  user.totp.reset();
  user.identity.reset();
  user.disabled_at = kNow;
  store->write([&](Writer& writer) { writer.put_user(user); });
  CHECK(read(*store, [](Reader& r) { return r.users(); }) == std::vector{user});
}

TEMPLATE_TEST_CASE("store: a session that ended is not touched back to life", "[store]",
                   WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  StoredSession session{"d1", "m.ortiz", kNow, kNow, "password"};
  store->write([&](Writer& writer) {
    writer.put_user(maria());
    writer.add_session(session);
    writer.add_session({"d2", "m.ortiz", kNow - std::chrono::hours{13}, kNow, "oidc"});
    writer.add_session({"d3", "m.ortiz", kNow, kNow - std::chrono::hours{1}, "link"});
    writer.touch_session("d1", kNow + std::chrono::seconds{5});
    writer.drop_sessions(kNow - std::chrono::hours{12}, kNow - std::chrono::minutes{30});
  });
  session.seen_at = kNow + std::chrono::seconds{5};
  CHECK(read(*store, [](Reader& r) { return r.session("d1"); }) == session);
  CHECK_FALSE(read(*store, [](Reader& r) { return r.session("d2"); }));
  CHECK_FALSE(read(*store, [](Reader& r) { return r.session("d3"); }));
  store->write([&](Writer& writer) {
    CHECK(writer.drop_sessions_of("m.ortiz") == 1);
    writer.touch_session("d1", kNow);
    CHECK_FALSE(writer.drop_session("d1"));
  });
  CHECK_FALSE(read(*store, [](Reader& r) { return r.session("d1"); }));
}

TEMPLATE_TEST_CASE("store: links, recovery codes and stand-ins", "[store]", WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  const StandIn away{"m.ortiz", "j.chen", kNow, kNow + std::chrono::hours{1}};
  store->write([&](Writer& writer) {
    writer.put_user(maria());
    StoredUser other = maria();
    other.id = "j.chen";
    other.identity.reset();
    writer.put_user(other);
    writer.put_sign_in_link({"l1", "m.ortiz", kNow});
    writer.put_sign_in_link({"l2", "m.ortiz", kNow});
    CHECK_FALSE(writer.sign_in_link("l1"));
    CHECK(writer.sign_in_link("l2") == SignInLink{"l2", "m.ortiz", kNow});
    writer.drop_sign_in_links("m.ortiz");
    CHECK_FALSE(writer.sign_in_link("l2"));
    writer.put_recovery_codes("m.ortiz", {"a", "b"});
    CHECK(writer.use_recovery_code("m.ortiz", "a"));
    CHECK_FALSE(writer.use_recovery_code("m.ortiz", "a"));
    CHECK_FALSE(writer.use_recovery_code("j.chen", "b"));
    CHECK(writer.count_recovery_codes("m.ortiz") == 1);
    writer.put_stand_in(away);
  });
  CHECK(read(*store, [](Reader& r) { return r.stand_ins_of("m.ortiz"); }) == std::vector{away});
  CHECK(read(*store, [](Reader& r) { return r.stand_ins(); }) == std::vector{away});
  CHECK(write(*store, [](Writer& w) { return w.drop_stand_in("m.ortiz", "j.chen"); }));
  CHECK(read(*store, [](Reader& r) { return r.stand_ins(); }).empty());
}

}  // namespace weighbridge::store
