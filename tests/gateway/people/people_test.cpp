// What people may do, in words; how guessing gets slower; where a request comes from.
#include <catch2/catch.hpp>

#include "gateway/people/password.hpp"
#include "gateway/people/records.hpp"
#include "gateway/people/same_origin.hpp"
#include "gateway/people/sessions.hpp"
#include "gateway/people/throttle.hpp"
#include "gateway/people/user_id.hpp"

using namespace weighbridge;
using namespace weighbridge::people;
using namespace std::chrono_literals;

TEST_CASE("a grant is written and read the same way") {
  for (const std::string text :
       {"AP_CLERK", "AP_CLERK@NG", "AP_CLERK@/DC01", "BUYER@NG/DC01/PREFERRED", "CONTROLLER,lead",
        "AP_MANAGER@NG//GROUP,lead"}) {
    INFO(text);
    const auto grant = grant_from(text);
    REQUIRE(grant);
    CHECK(people::to_string(*grant) == text);
  }
  CHECK(grant_from("AP_CLERK@/DC01")->scope.site == "DC01");
  for (const char* text : {"", "CLERK", "ap_clerk", "AP_CLERK@a/b/c/d", "AP_CLERK lead"})
    CHECK_FALSE(grant_from(text));
}

TEST_CASE("after the free tries each failure doubles the wait, up to five minutes") {
  Throttle throttle(2);
  Throttle::Time now{};
  now += 24h;
  CHECK(throttle.failed("m", now) == 0s);
  CHECK(throttle.failed("m", now) == 0s);
  CHECK_FALSE(throttle.wait("m", now));
  CHECK(throttle.failed("m", now) == 1s);
  CHECK(throttle.wait("m", now) == 1s);
  CHECK_FALSE(throttle.wait("m", now + 1s));
  CHECK(throttle.failed("m", now) == 2s);
  CHECK(throttle.failed("m", now) == 4s);
  for (int i = 0; i < 50; ++i) throttle.failed("m", now);
  CHECK(throttle.wait("m", now) == 300s);
  CHECK_FALSE(throttle.wait("other", now));
  CHECK(throttle.failed("m", now + 2h) == 0s);  // a new beginning
  throttle.succeeded("m");
  CHECK_FALSE(throttle.wait("m", now + 2h));
}

TEST_CASE("names that are invented do not push out those that were tried often") {
  Throttle throttle(1);
  Throttle::Time now{};
  now += 24h;
  for (int i = 0; i < 10; ++i) throttle.failed("victim", now);
  for (int i = 0; i < 20'000; ++i) throttle.failed("name " + std::to_string(i), now);
  CHECK(throttle.wait("victim", now));
}

TEST_CASE("user ids are lower case, and hold nothing that a log or URL would mind") {
  CHECK(user_id("M.Ortiz") == "m.ortiz");
  CHECK(user_id("m@corp-1.example") == "m@corp-1.example");
  for (const std::string text : {"", "a b", "a/b", "a\n", "\xC3\xBC", "a\"b"})
    CHECK_FALSE(user_id(text));
  CHECK_FALSE(user_id(std::string(101, 'a')));
}

TEST_CASE("a password is long, and more than a name or one key") {
  CHECK(password_flaw("correct horse battery", "m.ortiz", 12).empty());
  CHECK_FALSE(password_flaw("short", "m.ortiz", 12).empty());
  CHECK_FALSE(password_flaw("m.ortiz12345", "m.ortiz", 12).empty());
  CHECK_FALSE(password_flaw("aaaaaaaaaaaaaaaa", "m", 12).empty());
  CHECK_FALSE(password_flaw(std::string(1001, 'a') + "b", "m", 12).empty());
}

TEST_CASE("the cookie over TLS has the name that binds it to this host") {
  CHECK(set_session_cookie("x", true) ==
        "__Host-weighbridge=x; Path=/; HttpOnly; SameSite=Strict; Secure");
  http::Request request;
  request.fields.add("Cookie", "a=b; weighbridge=plain; __Host-weighbridge=tls; c=d");
  CHECK(session_cookie(request, true) == "tls");
  CHECK(session_cookie(request, false) == "plain");
  CHECK(session_cookie(http::Request{}, true).empty());
}

TEST_CASE("origin: ours is what Host says, or where the settings say that browsers find us") {
  const auto origin = [](const std::string& value, bool secure, const std::string& url) {
    http::Request request;
    request.secure = secure;
    request.fields.add("Host", "gateway:8480");
    if (!value.empty()) request.fields.add("Origin", value);
    return origin_of(request, url);
  };
  CHECK(origin("http://gateway:8480", false, "") == Origin::ours);
  CHECK(origin("https://gateway:8480", true, "") == Origin::ours);
  CHECK(origin("http://gateway:8480", true, "") == Origin::other);
  CHECK(origin("http://gateway", false, "") == Origin::other);
  CHECK(origin("https://edi.example.com", false, "https://edi.example.com") == Origin::ours);
  CHECK(origin("https://edi.example.com.evil", false, "https://edi.example.com") == Origin::other);
  CHECK(origin("", false, "") == Origin::untold);
}
