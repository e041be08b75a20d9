// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title A member's first word
/// @dev Low to high: balance:96 | day:16 | claimed:1 | registered:1 | today:30 | week:32 | lifetime:47 | suspended:1 | days:32.
/// `day` is the unix day on which the word was last rolled, its lowest 16 bits, which start afresh in the year 2149 (weeks
/// begin on Wednesdays from then on); `days` has that day at its lowest bit.
library MemberWord {
    using SafeCast for bool;

    uint256 internal constant MAX_TODAY = (1 << 30) - 1;
    uint256 internal constant MAX_WEEK = (1 << 32) - 1;
    uint256 internal constant CLAIMED = 1 << 112;
    uint256 internal constant REGISTERED = 1 << 113;
    uint256 internal constant ACTIVE = 1 << 224;
    /// Earning needs a look at how long, see {IToken-suspend}.
    uint256 internal constant SUSPENDED = 1 << 223;
    /// The end of a suspension that has none.
    uint48 internal constant BANNED = type(uint48).max;

    uint256 private constant BALANCE = type(uint96).max;
    uint256 private constant LIFETIME = ((1 << 47) - 1) << 176;
    uint256 private constant WEEK = uint256(type(uint32).max) << 144;
    /// What a day says beyond its number.
    uint256 private constant DAY = (MAX_TODAY << 114) | CLAIMED;
    /// What outlives both.
    uint256 private constant LASTING = BALANCE | REGISTERED | LIFETIME | SUSPENDED;
    /// What {award} fills at most: the rest holds what 2^16 days of MAX_TODAY earn.
    uint256 private constant MOST_AWARDED = 1 << 46;

    /// @dev Days since Monday. Unix day 0 was a Thursday.
    function weekdayOf(uint256 day) internal pure returns (uint256) {
        unchecked {
            return (day + 3) % 7;
        }
    }

    /// @dev The word as of `day`: day and week figures of earlier ones gone, the bitmap moved on. Free of branches: masks
    /// of all or no bits choose what is kept.
    function roll(uint256 word, uint256 day, uint256 weekday) internal pure returns (uint256) {
        unchecked {
            // Block time never runs backwards: so many days, also where their number started afresh in between.
            uint256 passed = uint16(day - (word >> 96));
            uint256 sameDay = 0 - (passed == 0).toUint();
            uint256 sameWeek = 0 - (passed <= weekday).toUint();
            uint256 kept = LASTING | (sameWeek & WEEK) | (sameDay & DAY);
            // Shifting by 256 or more leaves 0, and days pushed over the top are lost: both as wanted.
            return (word & kept) | (day << 96) | ((word >> 224) << (224 + passed));
        }
    }

    /// @dev Adds an earning of `units` to today, week, lifetime and `units * unit` to the balance at once.
    /// No field runs over: callers clip to MAX_TODAY, MAX_WEEK and the supply (below 2^96), and 2^16 days of MAX_TODAY
    /// on top of what {award} fills stay below 2^47.
    function earn(uint256 word, uint256 units, uint256 unit) internal pure returns (uint256) {
        unchecked {
            return word + units * ((1 << 114) | (1 << 144) | (1 << 176) | unit);
        }
    }

    /// @dev Adds `units` that no member cap counts to the lifetime, as far as that goes.
    function award(uint256 word, uint256 units) internal pure returns (uint256) {
        unchecked {
            uint256 had = lifetime(word);
            uint256 most = had < MOST_AWARDED ? MOST_AWARDED - had : 0;
            return word + ((units < most ? units : most) << 176);
        }
    }

    function balance(uint256 word) internal pure returns (uint256) {
        return word & BALANCE;
    }

    function today(uint256 word) internal pure returns (uint256) {
        return (word >> 114) & MAX_TODAY;
    }

    function week(uint256 word) internal pure returns (uint256) {
        return uint32(word >> 144);
    }

    function lifetime(uint256 word) internal pure returns (uint256) {
        return (word & LIFETIME) >> 176;
    }

    function activeDays(uint256 word) internal pure returns (uint256) {
        return word >> 224;
    }
}
