// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title Streaks from a bitmap of active days (bit n: active n days ago, 32 days)
library Streak {
    uint256 private constant WINDOW = 32;

    /// @dev The bitmap with forgiven days filled in. A missed day is forgiven iff the six days before it were all
    /// active; days older than the window count as active, so that a long streak does not end at its edge.
    function held(uint256 activeDays, bool grace) internal pure returns (uint256 map) {
        map = activeDays | (type(uint256).max << WINDOW);
        if (grace) {
            // Bit n of `six` stands for a run n .. n+5; the run that forgives day n starts at n+1.
            uint256 two = map & (map >> 1);
            uint256 six = two & (two >> 2) & (two >> 4);
            map |= six >> 1;
        }
    }

    /// @dev Days without an unforgiven gap, counted back from bit 0; saturates at 32.
    function length(uint256 map) internal pure returns (uint256) {
        uint256 window = map & ((1 << WINDOW) - 1);
        return Math.log2(~window & (window + 1));
    }

    /// @param streakBps 4 x uint16 for 3, 7, 14 and 30 days, lowest bits first
    function multiplier(uint256 map, uint256 streakBps) internal pure returns (uint256 bps) {
        if (map & 0x7 != 0x7) return 10_000;
        if (map & 0x7f != 0x7f) return uint16(streakBps);
        if (map & 0x3fff != 0x3fff) return uint16(streakBps >> 16);
        if (map & 0x3fffffff != 0x3fffffff) return uint16(streakBps >> 32);
        return uint16(streakBps >> 48);
    }
}
