// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title What a community's token says: its structs, events and errors
interface ITokenTypes {
    /// @notice What a policy says an activity is worth; handed in by the Earnings module with each settlement.
    /// @param rewards 8 x uint32, lowest bits first: earning units per unit of counted activity.
    /// @param limits 8 x uint8: most counted units of an activity per member and UTC day; 0 means no limit of its own.
    /// @param streakBps 4 x uint16: multiplier in basis points (10,000 = 1) from a streak of 3, 7, 14 and 30 days.
    /// @param tierBps 4 x uint16: multiplier for bronze, silver, gold, platinum.
    /// @param seasonBps multiplier of the seasons open at this moment.
    /// @param registration earning units paid once per account.
    /// @param daily earning units of the daily claim.
    /// @param grace whether a missed day is forgiven after six active ones.
    /// @param counted whether per-activity counts are kept (limits, achievements): costs a second write per member.
    struct Rates {
        uint256 rewards;
        uint64 limits;
        uint64 streakBps;
        uint64 tierBps;
        uint32 seasonBps;
        uint32 registration;
        uint32 daily;
        bool grace;
        bool counted;
    }

    /// @notice A member's standing at this block's time, base units unless named otherwise.
    struct Standing {
        uint256 balance;
        uint256 earnedToday;
        uint256 earnedThisWeek;
        uint256 lifetimeEarned;
        /// Days up to today (or yesterday, if today is not yet active) without an unforgiven gap; saturates at 32 (at 31 up to yesterday).
        /// Whether gaps are forgiven is the policy of the latest settlement or claim.
        uint256 streak;
        /// Bit n: active n days ago.
        uint32 activeDays;
        /// 0 bronze, 1 silver, 2 gold, 3 platinum
        uint8 tier;
        bool claimedToday;
        bool registered;
        /// Moved out by the operator today, and the most that may be today.
        uint256 custodialOutflow;
        uint256 custodialCeiling;
    }

    /// @notice A member earned its way to a tier. Tiers rest on lifetime earnings, so spending never lowers them; changed
    /// thresholds (see {ICommunities-CapsSet}) move members up and down without this event. Where tiers rest on balances there
    /// are none: what moves balances tells.
    event TierReached(address indexed member, uint8 tier);
    /// @param effectiveAt unix seconds from which `ceiling` (base units a day) holds.
    event CeilingSet(address indexed member, uint96 ceiling, uint48 effectiveAt);

    /// @param until unix seconds until which the member earns nothing; 0: no longer; 2^48-1: banned
    event SuspensionSet(address indexed member, uint48 until);

    error TokenNotModule(address caller);
    error TokenNotRegistry(address caller);
    error TokenPaused();
    error TokenClosed();
    /// @param left base units that may still be issued: under the supply cap, or from a wrapped token's budget
    error TokenSupplyCap(uint256 left);
    error TokenMaxBalance(address account, uint256 max);
    error TokenBadReport(uint256 index);
    error TokenPermitExpired(uint256 deadline);
    error TokenPermitBadSigner(address signer, address owner);
    /// @notice The operator may move no more of this member's tokens today.
    error TokenMemberCeiling(uint256 left);
    /// @notice The operator may move no more of this community's tokens today.
    error TokenCommunityCeiling(uint256 left);
    error TokenCommunityDayCap(uint256 left);
    /// @param left base units that the caller burned and may still give back
    error TokenRefundAbove(uint256 left);
    error TokenAlreadyClaimed(uint256 nextDayStartsAt);
    /// @notice The member earns nothing until then (unix seconds; 2^48-1: for good).
    error TokenSuspended(uint256 until);
    error TokenBanned(address member);
    /// @notice A module's address is nobody's, and what it holds is others'.
    error TokenIsModule(address module);
    /// @notice This community gave up the right to take tokens from members when it was created.
    error TokenNoClawback();
}
