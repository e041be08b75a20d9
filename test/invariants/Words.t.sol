// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {CountsWord} from "../../contracts/libraries/CountsWord.sol";
import {Lanes} from "../../contracts/libraries/Lanes.sol";
import {MemberWord} from "../../contracts/libraries/MemberWord.sol";
import {RoomWord} from "../../contracts/libraries/RoomWord.sol";
import {Streak} from "../../contracts/libraries/Streak.sol";
import {Tier} from "../../contracts/libraries/Tier.sol";
import {ICommunities} from "../../contracts/interfaces/ICommunities.sol";
import {Test} from "./support/Test.sol";

/// @notice The arithmetic on packed words beside the plainest loop that means the same. See README.md, W1 to W6.
contract WordsTest is Test {
    /// W1
    function testFuzz_spreadAndGather(uint64 bytes_) public pure {
        uint256 lanes = Lanes.spread(bytes_);
        for (uint256 i; i < 8; ++i) {
            assertEq((lanes >> (25 * i)) & 0x1ffffff, uint8(bytes_ >> (8 * i)), "lane");
        }
        assertEq(lanes >> 200, 0, "above the lanes");
        assertEq(Lanes.gather(lanes), bytes_, "gathered");
    }

    /// W1
    function testFuzz_dot(uint64 counts, uint256 rewards) public pure {
        (uint256 even, uint256 odd) = Lanes.reverse(rewards);
        uint256 sum;
        for (uint256 i; i < 8; ++i) {
            sum += uint256(uint8(counts >> (8 * i))) * uint32(rewards >> (32 * i));
        }
        assertEq(Lanes.dot(Lanes.spread(counts), even, odd), sum, "dot");
    }

    /// W2: any word, limits and report; the day's figures and the lifetime's at their edges as often as not.
    function testFuzz_count(uint256 word, uint64 counts, uint64 limits, bool sameDay, uint8 edges) public pure {
        uint256 day = 20_000;
        word = (word & ~uint256(type(uint16).max)) | (sameDay ? day : day - 1);
        for (uint256 i; i < 8; ++i) {
            // The lifetime figure a few below its greatest.
            if (edges & (1 << i) != 0) word |= uint256(0x1fff8) << (64 + 25 * i);
        }
        (uint256 next, uint256 accepted) =
            CountsWord.count(word, day, Lanes.spread(counts), CountsWord.limitsOf(limits));
        assertEq(uint16(next), day, "day");
        assertEq(CountsWord.outflow(next), sameDay ? CountsWord.outflow(word) : 0, "outflow");
        for (uint256 i; i < 8; ++i) {
            uint256 today = sameDay ? CountsWord.todayOf(word, i) : 0;
            uint256 limit = uint8(limits >> (8 * i));
            uint256 n = uint8(counts >> (8 * i));
            uint256 most = limit == 0 ? n : limit > today ? limit - today : 0;
            if (n > most) n = most;
            assertEq(uint8(Lanes.gather(accepted) >> (8 * i)), n, "accepted");
            assertEq(CountsWord.todayOf(next, i), today + n > 255 ? 255 : today + n, "today");
            uint256 lifetime = CountsWord.lifetimeOf(word, i) + n;
            assertEq(CountsWord.lifetimeOf(next, i), lifetime > 131_071 ? 131_071 : lifetime, "lifetime");
        }
    }

    /// W3
    function testFuzz_roll(uint256 word, uint16 gap) public pure {
        uint256 last = 20_000 + ((word >> 96) % 7);
        word = (word & ~(uint256(type(uint16).max) << 96)) | (last << 96);
        uint256 day = last + gap % 40;
        uint256 next = MemberWord.roll(word, day, MemberWord.weekdayOf(day));
        bool sameWeek = (last + 3) / 7 == (day + 3) / 7;
        assertEq(MemberWord.balance(next), MemberWord.balance(word), "balance");
        assertEq(MemberWord.lifetime(next), MemberWord.lifetime(word), "lifetime");
        assertEq(next & MemberWord.REGISTERED, word & MemberWord.REGISTERED, "registered");
        assertEq(uint16(next >> 96), day, "day");
        assertEq(MemberWord.today(next), day == last ? MemberWord.today(word) : 0, "today");
        assertEq(next & MemberWord.CLAIMED, day == last ? word & MemberWord.CLAIMED : 0, "claimed");
        assertEq(MemberWord.week(next), sameWeek ? MemberWord.week(word) : 0, "week");
        for (uint256 i; i < 32; ++i) {
            uint256 was = i < day - last ? 0 : (MemberWord.activeDays(word) >> (i - (day - last))) & 1;
            assertEq((MemberWord.activeDays(next) >> i) & 1, was, "active day");
        }
    }

    /// W4
    function testFuzz_streak(uint32 activeDays, uint32 more, bool grace) public pure {
        // Random bits alone would hardly ever make a streak of thirty.
        uint256 map = activeDays | more | (more % 3 == 0 ? 0x7fffffff : 0);
        uint256 held = Streak.held(map, grace ? Streak.GRACE : 0);
        uint256 streak;
        while (streak < 32 && _isHeld(map, streak, grace)) ++streak;
        assertEq(Streak.length(held), streak, "streak");
        uint256 step = streak < 3 ? 0 : streak < 7 ? 1 : streak < 14 ? 2 : streak < 30 ? 3 : 4;
        uint256 bps = 1 | (uint256(2) << 16) | (uint256(3) << 32) | (uint256(4) << 48) | (uint256(5) << 64);
        assertEq(Streak.multiplier(held, bps), step + 1, "multiplier");
    }

    function _isHeld(uint256 map, uint256 day, bool grace) private pure returns (bool) {
        if ((map >> day) & 1 != 0) return true;
        if (!grace || day == 31) return false;
        for (uint256 before = day + 1; before <= day + 6; ++before) {
            if (before < 32 && (map >> before) & 1 == 0) return false;
        }
        return true;
    }

    /// W5
    function testFuzz_tier(uint48 lifetime, uint40 a, uint40 b, uint40 c, bool near) public pure {
        if (near) lifetime = a;
        ICommunities.Caps memory caps = ICommunities.Caps(0, 0, 1, a, b, c, false);
        uint256 bits = Tier.reached(lifetime, Tier.thresholdsOf(caps));
        uint256 tier = (lifetime >= a ? 1 : 0) + (lifetime >= b ? 1 : 0) + (lifetime >= c ? 1 : 0);
        assertEq(Tier.index(bits), tier, "tier");
        uint256 table = 11 | (uint256(22) << 48) | (uint256(33) << 96) | (uint256(44) << 144);
        assertEq(Tier.select(bits, table), (tier + 1) * 11, "entry");
        // No lifetime reaches anything where the balance counts instead.
        caps.tierByBalance = true;
        assertEq(Tier.reached(uint256(lifetime) >> 1, Tier.lifetimeThresholdsOf(caps)), 0, "by balance");
    }

    /// W5
    function testFuzz_tierOfBalance(uint96 balance, uint8 decimals, uint40 a, uint40 b, uint40 c) public pure {
        uint256 unit = decimals % 19 > 3 ? 10 ** (decimals % 19 - 3) : 1;
        ICommunities.Caps memory caps = ICommunities.Caps(0, 0, 1, a, b, c, true);
        uint256 bits = Tier.reached(Tier.basis(balance, unit), Tier.thresholdsOf(caps));
        uint256 held = balance / unit;
        uint256 tier = (held >= a ? 1 : 0) + (held >= b ? 1 : 0) + (held >= c ? 1 : 0);
        assertEq(Tier.index(bits), tier, "tier of a balance");
    }

    /// W6
    function testFuzz_room(uint256 word, uint32 memberDay, uint32 memberWeek, uint48 left, uint72 units, bool near)
        public
        pure
    {
        uint256 asked = units >> 2;
        memberDay >>= 2;
        if (near) asked = asked % (uint256(memberDay) + 2);
        uint256 room = RoomWord.pack(memberDay, memberWeek, left);
        uint256 today = MemberWord.today(word);
        uint256 week = MemberWord.week(word);
        bool exceeded = today + asked > memberDay || week + asked > memberWeek || asked > left;
        assertEq(RoomWord.exceeded(room, word, asked) == 0 ? 0 : 1, exceeded ? 1 : 0, "exceeded");
        uint256 clipped = RoomWord.clip(room, word, asked);
        assertLe(clipped, asked, "clipped");
        assertLe(clipped, left, "left");
        if (clipped != 0) {
            assertLe(today + clipped, memberDay, "day");
            assertLe(week + clipped, memberWeek, "week");
        }
        // No cap is left unused: one unit more would pass one.
        if (clipped < asked) {
            assertEq(
                today + clipped + 1 > memberDay || week + clipped + 1 > memberWeek || clipped + 1 > left ? 1 : 0, 1, "most"
            );
        } else {
            assertEq(RoomWord.left(RoomWord.take(room, clipped)), left - clipped, "taken");
        }
    }
}
