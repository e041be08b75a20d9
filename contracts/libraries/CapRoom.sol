// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ICommunities} from "../interfaces/ICommunities.sol";
import {IToken} from "../interfaces/IToken.sol";
import {MemberWord} from "./MemberWord.sol";

/// @title When a reward fits that the caps leave no room for now
library CapRoom {
    using Math for uint256;

    /// @param reward base units that are paid whole or not at all
    /// @param missing base units of it that {IToken-earn} has just left unpaid
    /// @return from unix seconds; 0 where no day brings it: a cap is lower than the reward, or no more may exist or be held
    function opensAt(IToken token, address member, uint256 reward, uint256 missing)
        internal
        view
        returns (uint256 from)
    {
        ICommunities.Caps memory caps = token.caps();
        IToken.Standing memory standing = token.standingOf(member);
        uint256 unit = token.unit();
        uint256 day = unit * (caps.memberDay == 0 ? MemberWord.MAX_TODAY : caps.memberDay);
        uint256 week = unit * (caps.memberWeek == 0 ? MemberWord.MAX_WEEK : caps.memberWeek);
        uint256 most = day.min(week).min(unit * caps.communityDay);
        if (reward > most || missing > token.issuable() || standing.balance + missing > token.maxBalance()) return 0;

        uint256 today = block.timestamp / 1 days;
        from = (today + 1) * 1 days;
        // The day's caps start afresh tomorrow, the week's on Monday.
        if (standing.earnedThisWeek + missing > week) from += (6 - MemberWord.weekdayOf(uint16(today))) * 1 days;
    }
}
