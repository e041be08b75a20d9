// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {MemberWord} from "./MemberWord.sol";

/// @title What the caps leave, in earning units
/// @dev In memory only. Lanes of 80 bits, low to high: a member's day cap, a member's week cap, and what the community's
/// day cap and the supply cap leave. The top bit of each lane is a guard, so that one subtraction compares all three.
library RoomWord {
    uint256 private constant ONES = 1 | (1 << 80) | (1 << 160);
    uint256 private constant GUARDS = ONES << 79;
    uint256 private constant LANE = (1 << 79) - 1;

    function pack(uint256 memberDay, uint256 memberWeek, uint256 left_) internal pure returns (uint256) {
        return memberDay | (memberWeek << 80) | (left_ << 160) | GUARDS;
    }

    /// @dev A bit for each cap that `units` (below 2^70) more would pass for the member with this word.
    function exceeded(uint256 room, uint256 word, uint256 units) internal pure returns (uint256) {
        unchecked {
            // Today and week stand side by side in the member's word, 30 and 32 bits.
            word >>= 114;
            uint256 earned = (word & MemberWord.MAX_TODAY) | ((word & (MemberWord.MAX_WEEK << 30)) << 50);
            return ~(room - earned - units * ONES) & GUARDS;
        }
    }

    /// @dev As much of `units` as the caps leave. Day and week may be past theirs, which can be lowered.
    function clip(uint256 room, uint256 word, uint256 units) internal pure returns (uint256) {
        units = Math.min(units, Math.saturatingSub(room & LANE, MemberWord.today(word)));
        units = Math.min(units, Math.saturatingSub((room >> 80) & LANE, MemberWord.week(word)));
        return Math.min(units, left(room));
    }

    /// @dev Takes from what is left to the community.
    function take(uint256 room, uint256 units) internal pure returns (uint256) {
        unchecked {
            return room - (units << 160);
        }
    }

    function left(uint256 room) internal pure returns (uint256) {
        return (room >> 160) & LANE;
    }
}
