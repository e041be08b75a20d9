// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Market
/// @notice Members sell and swap what they own: transferable receipts of the shop, collectibles that the stash holds for
/// them, and tokens, also those of two communities. Nothing is escrowed: what is promised stays with its owner until the
/// moment of the exchange, which is atomic, and an exchange of what is no longer there fails.
/// @dev Prices are base units, times unix seconds. Nothing here calls a collection or a receiver. A pause stops exchanges and
/// new promises, never cancelling.
interface IMarket {
    /// @notice Where `collection` is zero: `quantity` receipts of the shop's item `id`. Otherwise a collectible in the stash,
    /// of which there is 1.
    struct Asset {
        address collection;
        uint256 id;
        uint32 quantity;
    }

    /// @notice What one member hands over: base units, and at most 5 assets.
    struct Side {
        uint96 amount;
        Asset[] assets;
    }

    /// @param price base units of a unit
    /// @param feeBps basis points of the price, as they were when it was listed
    struct Listing {
        address seller;
        uint40 expiresAt;
        uint32 left;
        uint16 feeBps;
        address collection;
        uint96 price;
        uint256 id;
    }

    /// @param proposer who made the latest version, and so agrees to it
    /// @param custodial whether the operator made it for the proposer
    /// @param termsHash of the latest version, see {termsHash}; zero: over
    struct Trade {
        address proposer;
        uint40 expiresAt;
        uint32 version;
        bool custodial;
        address other;
        bytes32 termsHash;
    }

    /// @notice `amount` of `token` for `wantedAmount` of `wanted`.
    /// @param taker who alone may take it; zero: anybody
    struct Swap {
        address maker;
        uint96 amount;
        address token;
        uint96 wantedAmount;
        address wanted;
        uint40 expiresAt;
        bool custodial;
        address taker;
    }

    event FeeSet(address indexed token, uint16 feeBps);
    event Listed(address indexed token, uint256 indexed listing, address indexed seller, Listing terms);
    event ListingCancelled(address indexed token, uint256 indexed listing, address indexed seller);
    /// @param price base units that the buyer paid, the burned fee included
    event Sold(
        address indexed token,
        uint256 indexed listing,
        address indexed buyer,
        address seller,
        uint256 quantity,
        uint256 price,
        uint256 fee
    );
    /// @notice A trade's first or next version.
    /// @param give what `proposer` hands over, and `want` what it asks for
    event TradeProposed(
        address indexed token,
        uint256 indexed trade,
        address indexed proposer,
        address other,
        uint32 version,
        Side give,
        Side want,
        uint40 expiresAt,
        bytes32 termsHash
    );
    event TradeDone(address indexed token, uint256 indexed trade, address indexed by, uint32 version);
    event TradeCancelled(address indexed token, uint256 indexed trade, address indexed by);
    event SwapOffered(address indexed token, uint256 indexed swap, address indexed maker, Swap terms);
    event SwapTaken(address indexed token, uint256 indexed swap, address indexed taker, address wanted);
    event SwapCancelled(address indexed token, uint256 indexed swap, address indexed maker);

    error MarketNotAdmin(address token, address caller);
    error MarketFeeTooHigh(uint256 feeBps, uint256 most);
    error MarketNotCommunity(address token);
    error MarketPaused();
    error MarketBanned(address member);
    error MarketZeroPrice();
    error MarketBadQuantity(uint256 quantity, uint256 most);
    /// @param latest unix seconds that can be asked for
    error MarketBadExpiry(uint256 expiresAt, uint256 latest);
    error MarketNotTransferable(uint256 item);
    error MarketNotOwned(address owner, address collection, uint256 id, uint256 held);
    error MarketNoListing(uint256 listing);
    error MarketNoTrade(uint256 trade);
    error MarketNoSwap(uint256 swap);
    error MarketExpired(uint256 expiredAt);
    error MarketNotSeller(uint256 listing, address caller);
    error MarketNotParty(address caller);
    error MarketWithSelf();
    error MarketPriceAbove(uint256 price, uint256 maxPrice);
    /// @notice The terms are others by now: look again.
    error MarketTermsChanged(uint256 version);
    /// @notice The operator may not part with a member's collectible: no ceiling could count what it is worth.
    error MarketNotCustodial(address collection, uint256 id);
    error MarketTooManyAssets(uint256 assets, uint256 most);
    error MarketEmpty();
    error MarketSameToken();

    /// @notice Sets the fee of listings made from now on, at most 1,000 basis points. Admin or owner.
    function setFee(address token, uint16 feeBps) external;

    /// @notice Lists units of what the caller owns. Where the operator acts for the seller, what receipts cost counts
    /// against the custodial ceilings, and collectibles are refused.
    /// @param price base units of each unit
    /// @param expiresAt at most 30 days ahead, so that no forgotten listing sells what came later
    function list(address token, Asset calldata asset, uint96 price, uint40 expiresAt) external returns (uint256 listing);
    /// @notice Ends a listing. Its seller only; never blocked by a pause.
    function cancelListing(address token, uint256 listing) external;
    /// @notice Buys units of a listing. The fee is burned out of what the seller gets.
    /// @param maxPrice most base units that all units together may cost
    function buy(address token, uint256 listing, uint32 quantity, uint256 maxPrice) external;

    /// @notice Proposes an exchange to another member. Nothing moves before that one accepts.
    function propose(address token, address other, Side calldata give, Side calldata want, uint40 expiresAt)
        external
        returns (uint256 trade);
    /// @notice Puts other terms in a trade's place. Either party.
    /// @param version that the caller has seen
    function counter(
        address token,
        uint256 trade,
        uint32 version,
        Side calldata give,
        Side calldata want,
        uint40 expiresAt
    ) external;
    /// @notice Accepts the latest version and exchanges at once. Who did not make it.
    /// @param give what the proposer hands over, and `want` what the caller does: exactly as proposed
    function accept(address token, uint256 trade, uint32 version, Side calldata give, Side calldata want) external;
    /// @notice Ends a trade. Either party; never blocked by a pause.
    function cancelTrade(address token, uint256 trade) external;

    /// @notice Offers tokens of one community for those of another, both of which have the market.
    /// @param taker who alone may take it; zero: anybody
    function offerSwap(
        address token,
        uint96 amount,
        address wanted,
        uint96 wantedAmount,
        address taker,
        uint40 expiresAt
    ) external returns (uint256 swap);
    /// @notice Takes a swap, whole.
    /// @param wantedAmount the most that the caller gives, and `amount` the least that it takes
    function takeSwap(uint256 swap, uint96 amount, uint96 wantedAmount) external;
    /// @notice Ends a swap. Its maker only; never blocked by a pause.
    function cancelSwap(uint256 swap) external;

    function feeOf(address token) external view returns (uint16);
    function listingCount(address token) external view returns (uint256);
    function listingOf(address token, uint256 listing) external view returns (Listing memory);
    function tradeCount(address token) external view returns (uint256);
    function tradeOf(address token, uint256 trade) external view returns (Trade memory);
    function swapCount() external view returns (uint256);
    function swapOf(uint256 swap) external view returns (Swap memory);
    /// @notice keccak256(abi.encode(token, trade, version, give, want)).
    function termsHash(address token, uint256 trade, uint32 version, Side calldata give, Side calldata want)
        external
        pure
        returns (bytes32);
}
