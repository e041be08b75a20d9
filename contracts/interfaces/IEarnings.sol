// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IToken} from "./IToken.sol";

/// @title Earnings
/// @notice What activity is worth, and when it is paid. Reports say how often a member did what; this module and the
/// token decide what that earns.
interface IEarnings {
    /// @notice The counted activities; the number is the byte's place in a report.
    enum Activity {
        SendMessage,
        ShareFile,
        CreateRoom,
        JoinRoom,
        PopularMessage,
        HelpfulContent,
        MediaShared,
        Custom
    }

    /// @notice A time in which earnings multiply.
    /// @param opens,closes unix seconds, half-open
    /// @param bps basis points, 10,000 = 1
    struct Season {
        uint48 opens;
        uint48 closes;
        uint32 bps;
    }

    event RatesSet(address indexed token, IToken.Rates rates);
    event SeasonSet(address indexed token, uint256 indexed season, Season window);
    event WeekendSet(address indexed token, uint32 bps);
    /// @param paid one word per report: member:160 | accepted counts:8x8 | paid:32 (earning units). The token's
    /// `Transfer`s of the same members stand before this event in the same order, those of nothing paid left out.
    event Settled(address indexed token, address indexed reporter, uint64 settlement, uint256[] paid);
    event DailyClaimed(address indexed token, address indexed member, uint256 amount, uint256 streak);

    error EarningsNotReporter(address token, address caller);
    error EarningsNotAdmin(address token, address caller);
    error EarningsBadSettlement(uint64 expected);
    error EarningsBadRates();
    error EarningsBadSeason();
    error EarningsTooManySeasons(uint256 most);
    error EarningsNothing();

    /// @notice Sets what activities are worth. Admin or owner. `seasonBps` is ignored: seasons have their own calls.
    function setRates(address token, IToken.Rates calldata rates) external;
    /// @notice Adds a season, or replaces the one of that number. Admin or owner. Seasons open at once multiply.
    function setSeason(address token, uint256 season, Season calldata window) external;
    /// @notice Multiplier of Saturdays and Sundays, UTC; 10,000 or 0 for none. Admin or owner.
    function setWeekend(address token, uint32 bps) external;

    /// @notice Pays a batch of reports. Reporters only; each reporter counts its own settlements, so a batch sent twice
    /// pays once.
    /// @param settlement the caller's {nextSettlement}
    /// @param reports member:160 | counts:8x8 | flags:32 (bit 0: registration)
    function settle(address token, uint64 settlement, uint256[] calldata reports) external;
    /// @notice Pays the caller's daily reward, once a UTC day, with streak, tier and season multipliers.
    function claimDaily(address token) external;

    function nextSettlement(address token, address reporter) external view returns (uint64);
    /// @notice The rates in force at this block's time, season included.
    function ratesOf(address token) external view returns (IToken.Rates memory);
    function seasonsOf(address token) external view returns (Season[] memory);
}
